import type { Simulator } from 'ros-cdk-simulator';
import { type Map, type StackSpec, globalRegistry } from '../support/assemblies';
import { App, flat } from '../support/commands';

export const PRIMARY = 'eu-central-1';
export const REPLICA = 'cn-hangzhou';

/** A guard as the library writes it: ROS can change nothing of it. */
const ready = (stack: string, region: string) => ({
  Type: 'ALIYUN::ROS::Assert',
  DependsOn: ['DeployRegion'],
  Properties: {
    Values: [{ 'Fn::GetStackOutput': [stack, 'InstanceId', region] }, ''],
    Operation: 'NotEqual',
    ErrorMessage: `Stack ${stack} in ${region} gives no InstanceId.`,
  },
});

/** Two regions, with guards and outputs as the library writes them. */
export function guarded(): StackSpec[] {
  const [primary, replica, rules] = globalRegistry(PRIMARY, REPLICA);
  const { RuleProd, ...others } = rules.template.Resources as Map;
  const Resources = {
    ...others,
    SourceReady: ready(primary.name, PRIMARY),
    TargetReady: ready(replica.name, REPLICA),
    RuleProd: { ...RuleProd, DependsOn: ['DeployRegion', 'SourceReady', 'TargetReady'] },
  };
  const Outputs = { RuleId: { Value: { 'Fn::GetAtt': ['RuleProd', 'SyncRuleId'] } } };
  return [primary, replica, { ...rules, template: { ...rules.template, Resources, Outputs } }];
}

/** The same with more in the primary. */
export const with_ = (specs: readonly StackSpec[], Resources: Map, index = 0): StackSpec[] =>
  specs.map((spec, at) =>
    at === index
      ? { ...spec, template: { ...spec.template, Resources: { ...spec.template.Resources, ...Resources } } }
      : spec,
  );

export const within = (type: string, Properties: Map, more: Map = {}): Map => ({
  Type: `ALIYUN::CR::${type}`,
  Properties: { InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] }, ...Properties },
  ...more,
});

/** What a command says, and how it ends. */
export async function said(app: App, ...words: [string, ...string[]]): Promise<[number | null, string]> {
  const { code, stdout, stderr } = await app.run(...words);
  return [code, flat(`${stdout} ${stderr}`)];
}

/** An app that is deployed, all of it. */
export async function deployedOn(simulator: Simulator, specs: readonly StackSpec[] = guarded()): Promise<App> {
  const app = new App(simulator, specs);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  return app;
}
