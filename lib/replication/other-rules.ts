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

/** What is wrong with the sync rules that users write themselves, beside the replications of the app: a star has one source. */
export function otherRuleProblems(whole: ros.IConstruct, others: readonly OtherElement[]): Problem[] {
  const rules = others.flatMap(rulesOf);
  const arrows = rules.length === 0 ? [] : arrowsInApp<ArrowEnds>(whole);
  const targets = new Map(arrows.map(({ target, node }) => [identityOf(target), node.path]));
  const sources = new Map(arrows.map(({ source, node }) => [identityOf(source), node.path]));
  return rules.flatMap(({ path, source, target }) => {
    const subject = `the sync rule ${path}`;
    const fix = 'Let the source of all replicate to each target directly';
    const [into, from] = [targets.get(source), sources.get(target)];
    return [
      ...(into === undefined
        ? []
        : [
            {
              subject,
              got: new Words('made on an instance that receives images'),
              rule: `${into} copies to it, and an instance that receives images cannot pass them on`,
              fix,
            },
          ]),
      ...(from === undefined
        ? []
        : [
            {
              subject,
              got: new Words('made to copy into an instance that sends images'),
              rule: `${from} copies from it, and an instance that sends images cannot receive any`,
              fix,
            },
          ]),
    ];
  });
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
