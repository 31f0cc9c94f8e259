import { badRequest } from '../runtime/api-error';
import { ROS_LIMITS } from '../runtime/facts.generated';
import { monthlyPrice } from '../cr/editions';
import { type JsonMap, own, same } from '../runtime/json';
import { foreseen, watched } from '../ros/foresee';
import { newStack } from '../ros/new-stack';
import { type Intent, type Stack, isDeleted } from '../ros/model';
import { parseTemplate } from '../template/parse';
import type { Definition, Program } from '../template/program';
import { section } from '../template/sections';
import { NO_VALUE } from '../template/scope';
import { validateTemplate } from '../template/validate';
import { changedProperties, typedProperties } from '../template/types/properties';
import { resourceTypes } from '../template/types/resource-types';
import { ownParameters, shownProperties } from './ros-shapes';
import { type Account, type ActionRun, type Actions, type Call, action } from './call';
import { givenParameters, namedStack, stackName, timeoutOf } from './ros-input';

const validate: ActionRun = (_, call) => {
  const template = parseTemplate(call.parameters.required('TemplateBody'));
  validateTemplate(template);
  const resources = Object.entries(section(template, 'Resources')) as [string, JsonMap][];
  const types = [...new Set(resources.map(([, resource]) => String(resource.Type)))];
  return {
    Description: template.Description ?? '',
    Parameters: Object.entries(section(template, 'Parameters')).map(([key, parameter]) => ({
      ParameterKey: key,
      ...(parameter as JsonMap),
    })),
    Outputs: (Object.entries(section(template, 'Outputs')) as [string, JsonMap][]).map(([key, output]) => ({
      OutputKey: key,
      Description: output.Description ?? '',
      Label: output.Label ?? '',
    })),
    Resources: resources.map(([name, resource]) => ({
      ResourceType: String(resource.Type),
      ResourcePath: name,
      LogicalResourceIdPattern: resource.Count === undefined ? name : `${name}[*]`,
    })),
    ResourceTypes: {
      Resources: types.filter(type => !type.startsWith('DATASOURCE::')),
      DataSources: types.filter(type => type.startsWith('DATASOURCE::')),
    },
  };
};

/** The stack that a preview is about: the one it names, or one that does not exist yet. */
function previewed(account: Account, call: Call, nameless?: string): { stack: Stack; program: Program } {
  const existing = call.parameters.optional('StackId') === undefined ? undefined : namedStack(account, call);
  if (existing && isDeleted(existing)) {
    throw badRequest('NotSupported', `The stack ${existing.name} is deleted.`);
  }
  const given = {
    ...(call.parameters.boolean('UsePreviousParameters', false) ? existing?.intent.given : {}),
    ...givenParameters(call.parameters),
  };
  const intent: Intent = { templateBody: call.parameters.required('TemplateBody'), given };
  // A copy, so that looking changes nothing; its ids come from a copy of the random numbers too.
  const stack: Stack = existing
    ? watched(existing)
    : newStack(
        { world: account.world, random: { uuid: () => '' } as never },
        {
          name: nameless ?? stackName(call.parameters),
          region: call.region,
          intent,
          disableRollback: call.parameters.boolean('DisableRollback', false),
          timeoutInMinutes: timeoutOf(call.parameters, ROS_LIMITS.timeoutMinutesUsual),
        },
      );
  return { stack, program: account.values.program(stack, intent) };
}

const preview: ActionRun = (account, call) => {
  const { stack, program } = previewed(account, call);
  const definitions = [...program.definitions.values()];
  const gone = Object.values(stack.resources).filter(resource => !program.definitions.has(resource.logicalId));
  const removed = gone.map(resource => ({
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Action: 'Remove',
    Properties: shownProperties(
      resourceTypes().get(resource.type) ?? { type: resource.type, properties: {}, attributes: {} },
      resource.properties,
    ),
    RequiredBy: [],
    Description: '',
  }));
  return {
    Stack: {
      StackName: stack.name,
      RegionId: stack.region,
      Description: program.template.Description ?? '',
      TemplateDescription: program.template.Description ?? '',
      DisableRollback: stack.disableRollback,
      TimeoutInMinutes: stack.timeoutInMinutes,
      Parameters: ownParameters(program),
      Resources: [...definitions.map(definition => previewResource(account, stack, program, definition)), ...removed],
    },
  };
};

function previewResource(account: Account, stack: Stack, program: Program, definition: Definition): JsonMap {
  const properties = previewProperties(account, stack, program, definition);
  const existing = own(stack.resources, definition.logicalId);
  const requiredBy = [...program.definitions.values()]
    .filter(other => other.needs.includes(definition.logicalId))
    .map(other => other.logicalId);
  const changes = existing
    ? changedProperties(definition.type, existing.properties, typedProperties(definition.type, properties), same)
    : [];
  const replaced = existing?.type !== definition.type.type || changes.some(change => !change.updatable);
  return {
    LogicalResourceId: definition.logicalId,
    PhysicalResourceId: existing?.physicalId ?? '',
    ResourceType: definition.type.type,
    Action: !existing ? 'Add' : changes.length > 0 ? 'Modify' : 'None',
    ...(changes.length > 0 ? { Replacement: replaced ? 'True' : 'False' } : {}),
    Properties: shownProperties(definition.type, properties),
    RequiredBy: requiredBy,
    Description: '',
  };
}

/** Each property worked out where that is possible beforehand; the expression itself where it is not. */
function previewProperties(account: Account, stack: Stack, program: Program, definition: Definition): JsonMap {
  const result: JsonMap = {};
  for (const [name, raw] of Object.entries(definition.properties)) {
    const value = foreseen(account.values, stack, program, definition, name) ?? raw;
    if (value !== NO_VALUE) {
      result[name] = value;
    }
  }
  return result;
}

const PRICED = ['ALIYUN::CR::Instance', 'ALIYUN::CR::InstanceV2'];
const PRICE_NOTE =
  'An old list price ("starting at", before 2024) from the billing page, not an offer. Ask Alibaba Cloud for the price of today.';

const estimateCost: ActionRun = (account, call) => {
  const { stack, program } = previewed(account, call, 'cost');
  const priced = [...program.definitions.values()].filter(definition => PRICED.includes(definition.type.type));
  return {
    Resources: Object.fromEntries(
      priced.map(definition => [
        definition.logicalId,
        price(stack.region, definition, previewProperties(account, stack, program, definition)),
      ]),
    ),
  };
};

function price(region: string, definition: Definition, properties: JsonMap): JsonMap {
  const months = Number(properties.Period ?? 1);
  const monthly = monthlyPrice(region, String(properties.InstanceType));
  if (monthly === undefined) {
    return {
      Type: definition.type.type,
      Success: false,
      Result: null,
      Note: `No list price is known for the edition ${String(properties.InstanceType)} in ${region}.`,
    };
  }
  const amount = monthly * months;
  return {
    Type: definition.type.type,
    Success: true,
    Result: {
      Order: { Currency: 'USD', OriginalAmount: amount, DiscountAmount: 0, TradeAmount: amount },
      OrderSupplement: {
        ChargeType: 'PrePaid',
        PeriodUnit: 'Month',
        Period: months,
        Quantity: 1,
        PriceUnit: '/Month',
        PriceType: 'ListPrice',
      },
    },
    Note: PRICE_NOTE,
  };
}

const GIVEN = ['TemplateBody', 'Parameters.N', 'StackId'];

export const ROS_TEMPLATES: Actions = {
  ValidateTemplate: action(['TemplateBody'], validate),
  PreviewStack: action(
    [...GIVEN, 'UsePreviousParameters', 'StackName', 'DisableRollback', 'TimeoutInMinutes'],
    preview,
  ),
  GetTemplateEstimateCost: action(GIVEN, estimateCost),
};
