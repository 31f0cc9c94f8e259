// The workload as a user of this library writes it.
import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry } from 'ros-cdk-global-registry';
import { INSTANCE_NAME, NAMESPACES, PRIMARY, replicaRegions } from '../workload';

export function synth(outdir: string, replicas: number): void {
  const app = new ros.App({ outdir });
  new GlobalRegistry(app, 'Bench', {
    instanceName: INSTANCE_NAME,
    primary: { region: PRIMARY },
    replicas: replicaRegions(replicas).map(region => ({ region })),
    namespaces: NAMESPACES.map(name => ({ name })),
  });
  app.synth();
}
