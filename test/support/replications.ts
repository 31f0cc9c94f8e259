import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  Edition,
  IRegistryInstance,
  MirroredNamespace,
  RegistryInstance,
  SyncRule,
} from '../../lib';
import { instanceIn, stackIn } from './registries';

const EVERYTHING = [SyncRule.namespace('prod')];

/** A source in Germany, a target in Hangzhou, namespace "prod" on both, and rules between them. */
export function replicate(app: ros.App, rules: SyncRule[] = EVERYTHING): CrossRegionReplication {
  const source = instanceIn(app, 'eu-central-1');
  const target = instanceIn(app, 'cn-hangzhou', { edition: Edition.BASIC });
  new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [source, target] });
  return new CrossRegionReplication(stackIn(app, 'eu-central-1', 'copies'), 'Copies', { source, target, rules });
}

const REGIONS: Record<string, string> = { a: 'eu-central-1', b: 'cn-hangzhou', c: 'us-east-1' };

/** An instance that exists: a in Germany, b in Hangzhou, c in Virginia. */
export function taken(scope: ros.Construct, name: string, instanceId = `cri-${name}`): IRegistryInstance {
  const attributes = { instanceId, instanceName: `reg-${name}`, region: REGIONS[name] };
  return RegistryInstance.fromInstanceAttributes(scope, name, attributes);
}

/** Arrows between instances that exist, one stack each: "a -> b, b -> c". */
export function arrows(app: ros.App, text: string): void {
  text.split(', ').forEach((arrow, i) => {
    const [source, target] = arrow
      .split(' -> ')
      .map((name, end) => taken(new ros.Construct(app, `${name}${i}${end}`), name));
    const stack = stackIn(app, source.region, `copies${i}`);
    new CrossRegionReplication(stack, 'Copies', { source, target, rules: EVERYTHING });
  });
}
