import * as ros from '@alicloud/ros-cdk-core';
import { regionProblems } from './domain/instance';
import { inMainland } from './domain/regions';
import { doubtsAbout } from './domain/sync-filter';
import { repeatedRuleProblems, ruleKey, ruleProblems } from './domain/sync-rules';
import { cloudProblems, starProblems } from './domain/topology';
import { arrowOf, arrowsIn, declareArrow } from './private/arrows';
import { known, knownProps, requireProps } from './private/late';
import { inform, warn } from './private/notes';
import { readinessOf } from './private/readiness';
import { sentence } from './private/problem';
import { endProblems, immutabilityWarnings, namespaceProblems, rivalProblems } from './private/replication-rules';
import { addSyncRule, renameSyncRules, SyncRuleResource, waitInOwnStack } from './private/sync-rule-resource';
import { withoutTraces } from './private/traces';
import { IRegistryInstance } from './registry-instance';
import { SyncRule } from './sync-rule';

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
 * What ROS cannot set up: the acceleration of copies between mainland China and the rest of the world. It is switched on in the
 * console of the source instance under Distribution > Instance Replication.
 *
 * @see https://www.alibabacloud.com/help/en/acr/user-guide/replicate-images-between-instances-in-the-same-account
 */
export class CrossRegionReplication extends ros.Construct {
  /** The instance that images are pushed to. */
  public readonly source: IRegistryInstance;

  /** The instance that receives the images. */
  public readonly target: IRegistryInstance;

  private readonly given: SyncRule[] = [];
  private readonly resources = new Map<string, SyncRuleResource>();
  private readonly guards: string[];

  constructor(scope: ros.Construct, id: string, props: CrossRegionReplicationProps) {
    super(scope, id);
    requireProps(this, props, 'source and target');
    this.source = props.source;
    this.target = props.target;
    declareArrow(this);
    this.guards = withoutTraces(() => readinessOf(this, { Source: this.source, Target: this.target }));
    this.explain();
    (props.rules ?? []).forEach(rule => this.addRule(rule));
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
    this.given.push(rule);
    this.warnOfDialect(rule);
    const key = ruleKey(rule);
    if (!this.resources.has(key) && ruleProblems('', knownProps(rule) as never).length === 0) {
      this.resources.set(
        key,
        withoutTraces(() => addSyncRule(this, rule, this.guards)),
      );
    }
  }

  protected prepare(): void {
    const rules = [...this.resources.values()];
    waitInOwnStack(this, rules, this.guards);
    rules.flatMap(({ rule }) => immutabilityWarnings(rule, this)).forEach(message => warn(this, message));
    renameSyncRules(ros.Stack.of(this), rules);
  }

  protected validate(): string[] {
    const arrow = arrowOf(this);
    return [
      ...regionProblems('the region of the stack', known(ros.Stack.of(this).region)),
      ...starProblems(arrow, arrowsIn(this)),
      ...endProblems(this),
      ...cloudProblems('target', this.source.region, this.target.region),
      ...this.given.flatMap((rule, i) => ruleProblems(`rules[${i}].`, knownProps(rule) as never)),
      ...repeatedRuleProblems(this.given),
      ...this.given.flatMap((rule, i) => [
        ...rivalProblems(`rules[${i}]`, rule, this),
        ...namespaceProblems(`rules[${i}]`, rule, this),
      ]),
    ].map(sentence);
  }

  private warnOfDialect({ repositoriesMatching, tagsMatching }: SyncRule): void {
    const filters = [repositoriesMatching, tagsMatching].filter(filter => typeof filter === 'string');
    for (const [filter, doubt] of filters.flatMap(filter => doubtsAbout(filter).map(doubt => [filter, doubt]))) {
      warn(
        this,
        `The filter ${JSON.stringify(filter)} ${doubt}. The engine of Container Registry is not documented: ` +
          'keep to literals, ".", ".*", "[0-9]+" and "(a|b)".',
      );
    }
  }

  /** What somebody should know who reads the output of synth. */
  private explain(): void {
    const [from, to] = [this.source.region, this.target.region];
    const late = [known(from), known(to)].some((region, i) => region !== [from, to][i]);
    if (!late && inMainland(from) !== inMainland(to)) {
      inform(
        this,
        `Copies from ${from} to ${to} cross the border of mainland China and can be slow. Sync acceleration of the source ` +
          '(edition Advanced) speeds them up: in its console page, Distribution > Instance Replication, switch it on. ROS cannot.',
      );
    }
  }
}
