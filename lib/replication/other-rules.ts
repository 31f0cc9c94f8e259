import * as ros from '@alicloud/ros-cdk-core';
import { OtherElement } from '../core/others';
import { identityIn, RegionalValue } from '../core/regional-value';
import { Problem, Words } from '../domain/problem';
import { ArrowEnds, arrowsInApp } from '../instance/arrow-ends';
import { IRegistryInstance } from '../instance/instance';
import { remembering } from '../instance/memory';

/** A sync rule that users write themselves. */
interface OtherRule {
  readonly path: string;
  readonly source: string;
  readonly target: string;
}

/** An end of a replication, and where it is declared. */
interface End {
  readonly path: string;
  readonly source?: string;
}

/** What is wrong with the sync rules that users write themselves, beside the replications of the app: a star has one source. */
export function otherRuleProblems(whole: ros.IConstruct, others: readonly OtherElement[]): Problem[] {
  const rules = others.flatMap(rulesOf);
  const arrows = rules.length === 0 ? [] : arrowsInApp<ArrowEnds>(whole);
  const ends = arrows.map(({ source, target, node: { path } }) => {
    return { path, source: identityOf(source), target: identityOf(target) };
  });
  const targets = new Map<unknown, End>(ends.map(end => [end.target, end]));
  const sources = new Map<unknown, End>(ends.map(end => [end.source, end]));
  return rules.flatMap(({ path, source, target }) => {
    const broken = brokenRule(source, targets.get(source), sources.get(target), targets.get(target));
    const fix = 'Let the source of all replicate to each target directly';
    return broken === undefined ? [] : [{ subject: `the sync rule ${path}`, ...broken, fix }];
  });
}

/** What a rule breaks, given the replications into its source, from its target, and into its target. */
function brokenRule(source: string, into?: End, from?: End, beside?: End): Pick<Problem, 'got' | 'rule'> | undefined {
  if (into !== undefined) {
    return {
      got: new Words('made on an instance that receives images'),
      rule: `${into.path} copies to it, and an instance that receives images cannot pass them on`,
    };
  }
  if (from !== undefined) {
    return {
      got: new Words('made to copy into an instance that sends images'),
      rule: `${from.path} copies from it, and an instance that sends images cannot receive any`,
    };
  }
  return beside === undefined || beside.source === source
    ? undefined
    : {
        got: new Words('made to copy into an instance that receives images from another'),
        rule: `${beside.path} copies into it, and a target has one source`,
      };
}

function rulesOf({ element, written }: OtherElement): OtherRule[] {
  return Object.values(written.Resources ?? {}).flatMap(resource => {
    const { Type, Properties = {} } = resource as { Type?: string; Properties?: Record<string, unknown> };
    if (Type !== 'ALIYUN::CR::RepoSyncRule') {
      return [];
    }
    const [source, target] = [Properties.InstanceId, Properties.TargetInstanceId].map(id =>
      identityIn(element.stack, id),
    );
    return source === undefined || target === undefined ? [] : [{ path: element.node.path, source, target }];
  });
}

function identityOf(instance: IRegistryInstance): string | undefined {
  const { _id: id } = remembering(instance);
  return id instanceof RegionalValue ? id.identity : id;
}
