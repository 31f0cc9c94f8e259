import { attach, attached, attachments, changeAttached, detach } from '../cr/attachments';
import { crError } from '../cr/errors';
import type { Attachment } from '../cr/model';
import type { JsonMap } from '../runtime/json';
import { type Actions, type Call, action } from './call';
import { PAGE, instanceOf, paged, success } from './cr-support';

/** Scan rules and lifecycle rules: they are kept and told; nothing is scanned and nothing is cleaned up. */

const SCAN = ['InstanceId', 'RuleName', 'ScanScope', 'TriggerType', 'RepoTagFilterPattern', 'Namespaces', 'RepoNames'];
const LIFECYCLE = [
  'InstanceId',
  'Auto',
  'EnableDeleteTag',
  'EnableDeleteUntaggedManifest',
  'DryRun',
  'NamespaceName',
  'RepoName',
  'RetentionTagCount',
  'ScheduleTime',
  'Scope',
  'TagRegexp',
];

function scanRule(call: Call, ScanType: string): JsonMap {
  const { parameters } = call;
  for (const name of ['ScanScope', 'TriggerType']) {
    parameters.required(name);
  }
  const ScanScope = parameters.oneOf('ScanScope', ['NAMESPACE', 'REPO'], 'NAMESPACE');
  const [Namespaces, RepoNames] = [parameters.texts('Namespaces'), parameters.texts('RepoNames')];
  const fits =
    ScanScope === 'REPO'
      ? Namespaces.length === 1 && RepoNames.length > 0
      : Namespaces.length > 0 && RepoNames.length === 0;
  if (!fits) {
    throw crError(
      'SCAN_RULE_SCOPE_INVALID',
      `A scan rule for ${ScanScope} takes ${ScanScope === 'REPO' ? 'one namespace and at least one repository' : 'at least one namespace and no repository'}.`,
    );
  }
  return {
    RuleName: parameters.required('RuleName'),
    ScanScope,
    ScanType,
    TriggerType: parameters.oneOf('TriggerType', ['AUTO', 'MANUAL'], 'AUTO'),
    RepoTagFilterPattern: parameters.required('RepoTagFilterPattern'),
    Namespaces,
    RepoNames,
  };
}

/** A rule as it is told, whether a stack made it or a call. */
function describeScanRule(id: string, { properties, created, modified }: Attachment): JsonMap {
  const {
    RuleName,
    ScanScope,
    ScanType,
    TriggerType,
    RepoTagFilterPattern,
    Namespaces = [],
    RepoNames = [],
  } = properties;
  return {
    ScanRuleId: id,
    ...{ RuleName, ScanScope, ScanType, TriggerType, RepoTagFilterPattern, Namespaces, RepoNames },
    CreateTime: created,
    UpdateTime: modified,
  };
}

function lifecycleRule(call: Call): JsonMap {
  const { parameters } = call;
  const rule = {
    Auto: parameters.boolean('Auto', false),
    EnableDeleteTag: parameters.boolean('EnableDeleteTag', false),
    EnableDeleteUntaggedManifest: parameters.boolean('EnableDeleteUntaggedManifest', false),
    DryRun: parameters.boolean('DryRun', false),
    NamespaceName: parameters.optional('NamespaceName') ?? '',
    RepoName: parameters.optional('RepoName') ?? '',
    RetentionTagCount: parameters.integer('RetentionTagCount', 0, 1_000_000, 0),
    ScheduleTime: parameters.optional('ScheduleTime') ?? '',
    Scope: parameters.optional('Scope') ?? '',
    TagRegexp: parameters.optional('TagRegexp') ?? '',
  };
  if (rule.EnableDeleteTag && rule.EnableDeleteUntaggedManifest) {
    throw crError(
      'LIFECYCLE_RULE_INVALID',
      'A lifecycle rule has EnableDeleteTag and EnableDeleteUntaggedManifest, but only one of them can be true.',
    );
  }
  return rule;
}

function describeLifecycleRule(instanceId: string, id: string, { properties, created, modified }: Attachment): JsonMap {
  return {
    RuleId: id,
    InstanceId: instanceId,
    Auto: properties.Auto ?? false,
    EnableDeleteTag: properties.EnableDeleteTag ?? true,
    EnableDeleteUntaggedManifest: properties.EnableDeleteUntaggedManifest ?? false,
    DryRun: properties.DryRun ?? false,
    NamespaceName: properties.NamespaceName ?? '',
    RepoName: properties.RepoName ?? '',
    RetentionTagCount: properties.RetentionTagCount ?? 0,
    ScheduleTime: properties.ScheduleTime ?? '',
    Scope: properties.Scope ?? '',
    TagRegexp: properties.TagRegexp ?? '',
    CreateTime: created,
    ModifiedTime: modified,
  };
}

/** The calls that write scan rules answer with a number as the code, and without IsSuccess. */
const WRITTEN = 200;

export const CR_SCAN_RULES: Actions = {
  CreateScanRule: action([...SCAN, 'ScanType'], (account, call) => {
    const rule = scanRule(call, call.parameters.oneOf('ScanType', ['VUL', 'SBOM'], 'VUL'));
    return { Code: WRITTEN, ScanRuleId: attach(account.world, instanceOf(account, call), 'scan rule', rule) };
  }),
  UpdateScanRule: action([...SCAN, 'ScanRuleId'], (account, call) => {
    const instance = instanceOf(account, call);
    const id = call.parameters.required('ScanRuleId');
    const { properties } = attached(instance, 'scan rule', id);
    changeAttached(account.world, instance, 'scan rule', id, scanRule(call, String(properties.ScanType)));
    return { Code: WRITTEN, ScanRuleId: id };
  }),
  DeleteScanRule: action(['InstanceId', 'ScanRuleId'], (account, call) => {
    detach(instanceOf(account, call), 'scan rule', call.parameters.required('ScanRuleId'));
    return { Code: 'success' };
  }),
  GetScanRule: action(['InstanceId', 'ScanRuleId'], (account, call) => {
    const instance = instanceOf(account, call);
    const id = call.parameters.required('ScanRuleId');
    const rule = describeScanRule(id, attached(instance, 'scan rule', id));
    return success({ ScanRule: { ...rule, InstanceId: instance.id } });
  }),
  ListScanRule: action(['InstanceId', 'ScanType', ...PAGE], (account, call) => {
    const type = call.parameters.oneOf('ScanType', ['VUL', 'SBOM'], 'VUL');
    const found = attachments(instanceOf(account, call), 'scan rule').filter(
      ([, { properties }]) => properties.ScanType === type,
    );
    return paged(
      call,
      'ScanRules',
      found.map(([id, rule]) => describeScanRule(id, rule)),
      'number',
    );
  }),
};

export const CR_LIFECYCLE_RULES: Actions = {
  CreateArtifactLifecycleRule: action(LIFECYCLE, (account, call) =>
    success({ RuleId: attach(account.world, instanceOf(account, call), 'lifecycle rule', lifecycleRule(call)) }),
  ),
  UpdateArtifactLifecycleRule: action([...LIFECYCLE, 'RuleId'], (account, call) => {
    const id = call.parameters.required('RuleId');
    changeAttached(account.world, instanceOf(account, call), 'lifecycle rule', id, lifecycleRule(call));
    return success();
  }),
  DeleteArtifactLifecycleRule: action(['InstanceId', 'RuleId'], (account, call) => {
    detach(instanceOf(account, call), 'lifecycle rule', call.parameters.required('RuleId'));
    return success();
  }),
  GetArtifactLifecycleRule: action(['InstanceId', 'RuleId'], (account, call) => {
    const instance = instanceOf(account, call);
    const id = call.parameters.required('RuleId');
    return success(describeLifecycleRule(instance.id, id, attached(instance, 'lifecycle rule', id)));
  }),
  ListArtifactLifecycleRule: action(['InstanceId', 'EnableDeleteTag', ...PAGE], (account, call) => {
    const instance = instanceOf(account, call);
    const rules = attachments(instance, 'lifecycle rule').map(([id, rule]) =>
      describeLifecycleRule(instance.id, id, rule),
    );
    const wanted = call.parameters.optional('EnableDeleteTag') && call.parameters.boolean('EnableDeleteTag', false);
    return paged(
      call,
      'Rules',
      rules.filter(rule => wanted === undefined || rule.EnableDeleteTag === wanted),
      'number',
    );
  }),
};
