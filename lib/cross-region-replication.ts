import * as ros from '@alicloud/ros-cdk-core';
import { keepFields } from './core/kept';
import { inform, warn } from './core/notes';
import { place } from './core/place';
import {
  otherAppProblems,
  refuse,
  refuseAfterSynth,
  requireOptions,
  requireStack,
  stackRegionProblems,
} from './core/refuse';
import { withoutTraces } from './core/traces';
import { finish } from './core/unfinished';
import { filterWarnings } from './domain/filters';
import { Problem, sentence } from './domain/problem';
import { TableOf } from './domain/prop-rules';
import { constructOf, REPLICATION, REPLICATION_RULE, syncRule } from './domain/props';
import { inMainland } from './domain/regions';
import { repeatedRuleProblems, ruleKey } from './domain/sync-rules';
import { starProblems } from './domain/topology';
import { addArrow } from './instance/arrow-ends';
import { IRegistryInstance } from './instance/instance';
import { remembering } from './instance/memory';
import { isForeignTo } from './instance/owner';
import { AppArrows } from './replication/arrows';
import { otherRuleProblems } from './replication/other-rules';
import {
  endProblems,
  immutabilityWarnings,
  namespaceProblems,
  rivalProblems,
  unmatchedWarnings,
} from './replication/checks';
import { SyncRule } from './replication/sync-rule';
import { addSyncRule, SyncRuleResource, waitInOwnStack } from './replication/sync-rule-resource';
import { carryInto } from './stack/carried';
import { readinessOf } from './stack/readiness';
import { RegionStack } from './stack/region-stack';
import { addWholeAppCheck } from './stack/whole-app';

/** The two ends of an arrow, and what is copied along it. */
export interface CrossRegionReplicationProps {
  /** The instance that images are pushed to. Its edition is Advanced or Standard, and it receives images from no other. */
  readonly source: IRegistryInstance;

  /** The instance that receives the images, in another region. It has no other source and is no source itself. */
  readonly target: IRegistryInstance;

  /**
   * What is copied.
   *
   * @default - nothing until addRule is called
   */
  readonly rules?: SyncRule[];
}

/**
 * Copies images from one instance to another as they are pushed, over Alibaba's own network; neither needs Internet access.
 *
 * Only images pushed after a rule exists are copied. The construct belongs in a stack in the region of the source; it waits for the
 * stacks of both instances. ROS cannot change a rule: a changed one is created anew beside the old one, which is then removed.
 *
 * Copies between mainland China and the rest of the world can be slow or fail. ROS can set up neither remedy: sync acceleration, switched
 * on in the console of the source under Distribution > Instance Replication, and custom links over Cloud Enterprise Network.
 *
 * @see https://www.alibabacloud.com/help/en/acr/user-guide/replicate-images-between-instances-in-the-same-account
 */
export class CrossRegionReplication extends ros.Construct {
  /** The instance that images are pushed to. */
  public readonly source: IRegistryInstance;

  /** The instance that receives the images. */
  public readonly target: IRegistryInstance;

  /** @internal */
  public readonly _kind = 'CrossRegionReplication';

  private readonly given: SyncRule[] = [];
  private readonly resources = new Map<string, SyncRuleResource>();
  private readonly guards: string[];
  private readonly ends: object;
  private readonly targetUserId?: string;

  constructor(scope: ros.Construct, id: string, props: CrossRegionReplicationProps) {
    super(...place('new CrossRegionReplication', scope, id));
    requireStack(this, REPLICATION_RULE.what);
    const stack = ros.Stack.of(this);
    requireOptions(this, props, RULE, () => [
      ...stackRegionProblems(this),
      ...(areInstances(props)
        ? [
            ...otherAppProblems('source', this, props.source),
            ...otherAppProblems('target', this, props.target),
            ...endProblems(stack, props.source, props.target),
          ]
        : []),
      ...ruleProblems(props.rules),
    ]);
    this.source = props.source;
    this.target = props.target;
    keepFields(this, ['source', 'target']);
    addArrow(this);
    addWholeAppCheck(this, otherRuleProblems);
    const { values, guards } = carryInto(this, { targetUserId: this.otherAccount() });
    this.guards = withoutTraces(() => [
      ...readinessOf(this, { Source: remembering(this.source)._id, Target: remembering(this.target)._id }),
      ...guards,
    ]);
    this.targetUserId = values.targetUserId;
    this.ends = stack.resolve({
      instanceId: this.source.instanceId,
      targetInstanceId: this.target.instanceId,
      ...values,
    });
    this.explain();
    (props.rules ?? []).forEach(rule => this.add(rule));
    finish(this);
  }

  /** What is copied, in the order in which it was added. */
  public get rules(): SyncRule[] {
    return [...this.given];
  }

  /**
   * Copies one thing more.
   *
   * @param rule a namespace or a repository
   */
  public addRule(rule: SyncRule): void {
    refuseAfterSynth(this);
    refuse(this, syncRule().check('rule', rule));
    refuse(this, repeatedRuleProblems('rule', rule, this.given));
    this.add(rule);
  }

  /**
   * Copies something unless it is copied already.
   *
   * @internal
   */
  public _ensureRule(rule: SyncRule): void {
    if (!this.resources.has(ruleKey(rule))) {
      this.add(rule);
    }
  }

  /**
   * Whether a rule copies what one with this key copies.
   *
   * @internal
   */
  public _copies(key: string): boolean {
    return this.resources.has(key);
  }

  /**
   * Whether a rule was given this name.
   *
   * @internal
   */
  public _names(ruleName: string): boolean {
    return this.given.some(rule => rule.ruleName === ruleName);
  }

  protected prepare(): void {
    const rules = [...this.resources.values()];
    waitInOwnStack(this, rules, this.guards);
    rules
      .flatMap(({ rule }) => [...immutabilityWarnings(rule, this), ...unmatchedWarnings(rule, this)])
      .forEach(message => warn(this, message));
    if (rules.length === 0 && !(ros.Stack.of(this) instanceof RegionStack)) {
      warn(
        this,
        `It has no sync rule, so nothing is copied from ${this.source.region} to ${this.target.region}. Give it one with addRule.`,
      );
    }
  }

  protected validate(): string[] {
    const arrows = new AppArrows(this);
    const earlier = arrows.earlier(this);
    return [
      ...starProblems(arrows.of(this), arrows.all()),
      ...this.given.flatMap((rule, i) => [
        ...rivalProblems(`rules[${i}]`, rule, earlier),
        ...namespaceProblems(`rules[${i}]`, rule, this),
      ]),
    ].map(sentence);
  }

  /** The account that images are copied to, where that is another. */
  private otherAccount(): string | undefined {
    return isForeignTo(ros.Stack.of(this), this.target) ? this.target.accountId : undefined;
  }

  private add(rule: SyncRule): void {
    this.given.push(rule);
    const { repositoriesMatching, tagsMatching } = rule;
    [...filterWarnings(repositoriesMatching, 'repository'), ...filterWarnings(tagsMatching, 'tag')].forEach(message =>
      warn(this, message),
    );
    const resource = withoutTraces(() => addSyncRule(this, rule, this.ends, this.targetUserId, this.guards));
    this.resources.set(ruleKey(rule), resource);
  }

  /** What somebody should know who reads the output of synth. */
  private explain(): void {
    const [from, to] = [this.source.region, this.target.region];
    if (inMainland(from) !== inMainland(to)) {
      inform(
        this,
        `Copies from ${from} to ${to} cross the border of mainland China and can be slow or fail. There are two remedies, both for edition ` +
          'Advanced (Premium in the console) and both in the console only: sync acceleration, under Distribution > Instance Replication of ' +
          'the source, or a custom link over Cloud Enterprise Network, which some regions demand.',
      );
    }
  }
}

const RULE = { ...REPLICATION_RULE, props: REPLICATION satisfies TableOf<CrossRegionReplicationProps> };

function areInstances({ source, target }: CrossRegionReplicationProps): boolean {
  const check = constructOf('RegistryInstance', '');
  return [source, target].every(end => check('', end).length === 0);
}

function ruleProblems(rules: readonly SyncRule[] = []): Problem[] {
  return Array.isArray(rules) && rules.every(rule => syncRule().check('', rule).length === 0)
    ? rules.flatMap((rule, i) => repeatedRuleProblems(`rules[${i}]`, rule as SyncRule, rules.slice(0, i) as SyncRule[]))
    : [];
}
