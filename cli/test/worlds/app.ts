/** The app of a world: what its owner declares, how it is edited, and what it is written down as. Pure. */
import { createHash } from 'node:crypto';
import type { Map, StackSpec } from '../support/assemblies';

export const PRIMARY = 'eu-central-1';
export const REPLICAS = ['cn-hangzhou', 'us-east-1', 'ap-southeast-1'];
export const REGIONS = [PRIMARY, ...REPLICAS];
export const NAMESPACES = ['prod', 'tools'];
export const FILTERS = ['.*', 'v.*'];
/** The prefix of the stacks, and the name of each registry. */
export const PREFIX = 'acme';
export const ENTRY = '203.0.113.0/24';

export interface AppNamespace {
  readonly name: string;
  readonly autoCreate: boolean;
  readonly tags: string;
}

/** A registry that is taken as it is, with the namespaces that are on it already. */
export interface Taken {
  readonly id: string;
  readonly namespaces: readonly string[];
}

export interface App {
  /** As cdk.json says it. */
  readonly name?: string;
  readonly replicas: readonly string[];
  readonly namespaces: readonly AppNamespace[];
  /** Regions that the Internet is let into. */
  readonly open: readonly string[];
  readonly policy: 'Retain' | 'Delete';
  /** By region. */
  readonly taken: Readonly<Record<string, Taken>>;
}

export const regionsOf = ({ replicas }: App): string[] => [PRIMARY, ...replicas];

export const registryStackOf = (region: string): string => `${PREFIX}-${region}`;

/** The name that its stacks are marked with. */
export const markOf = ({ name }: App): string => name ?? '/Acme';

/** The stacks that the app synthesises, as the library writes them. */
export function specsOf(app: App): StackSpec[] {
  return [
    ...regionsOf(app).flatMap(region => registryOf(app, region) ?? []),
    ...app.replicas.map(to => arrowOf(app, to)),
  ];
}

const guard = (region: string): Map => ({
  Type: 'ALIYUN::ROS::Assert',
  Properties: { Values: [{ Ref: 'ALIYUN::Region' }, region], ErrorMessage: `This stack belongs in ${region}.` },
});

/** A region in which there is nothing to make has no stack. */
function registryOf(app: App, region: string): StackSpec | undefined {
  const taken = app.taken[region];
  const InstanceId = taken?.id ?? { 'Fn::GetAtt': ['Registry', 'InstanceId'] };
  const after = { DependsOn: ['DeployRegion'], DeletionPolicy: app.policy };
  const made: Map = {};
  if (taken === undefined) {
    const InstanceType = region === PRIMARY ? 'Advanced' : 'Basic';
    const Properties = { InstanceName: PREFIX, InstanceType, Period: 1 };
    made.Registry = { Type: 'ALIYUN::CR::Instance', Properties, ...after };
  }
  for (const { name, autoCreate } of app.namespaces.filter(({ name }) => !taken?.namespaces.includes(name))) {
    const Properties = { Namespace: name, AutoCreate: autoCreate, InstanceId };
    made[`Namespace${name}`] = { Type: 'ALIYUN::CR::Namespace', Properties, ...after };
  }
  if (app.open.includes(region)) {
    const Properties = { Entry: ENTRY, AutoEnableType: 'internet', InstanceId };
    made.Access = { Type: 'ALIYUN::CR::InstanceEndpointAclPolicy', Properties, DependsOn: ['DeployRegion'] };
  }
  if (Object.keys(made).length === 0) {
    return undefined;
  }
  const name = registryStackOf(region);
  const Outputs = taken === undefined ? { Outputs: { InstanceId: { Value: InstanceId } } } : {};
  return {
    name,
    template: {
      ROSTemplateFormatVersion: '2015-09-01',
      Resources: { DeployRegion: guard(region), ...made },
      ...Outputs,
    },
    purpose: { region, role: 'registry', tier: region === PRIMARY ? 'primary' : 'replica', instanceName: PREFIX },
  };
}

const idIn = (app: App, region: string) =>
  app.taken[region]?.id ?? { 'Fn::GetStackOutput': [registryStackOf(region), 'InstanceId', region] };

/** A changed rule is another rule: its name and its id end in a hash. */
function arrowOf(app: App, to: string): StackSpec {
  const rules = app.namespaces.map(({ name, tags }): [string, Map] => {
    const InstanceId = idIn(app, PRIMARY);
    const TargetInstanceId = idIn(app, to);
    const said = JSON.stringify([name, tags, InstanceId, TargetInstanceId]);
    const hash = createHash('sha256').update(said).digest('hex').slice(0, 6);
    const Properties = {
      InstanceId,
      TargetInstanceId,
      TargetRegionId: to,
      NamespaceName: name,
      TargetNamespaceName: name,
      SyncRuleName: `${name}-${to}-${hash}`.slice(0, 30),
      SyncScope: 'NAMESPACE',
      SyncTrigger: 'PASSIVE',
      TagFilter: tags,
    };
    return [`Rule${name}${hash}`, { Type: 'ALIYUN::CR::RepoSyncRule', DependsOn: ['DeployRegion'], Properties }];
  });
  const Resources = { DeployRegion: guard(PRIMARY), ...Object.fromEntries(rules) };
  const end = (region: string) => ({ region, instanceName: PREFIX });
  return {
    name: `${PREFIX}-${PRIMARY}-to-${to}`,
    template: { ROSTemplateFormatVersion: '2015-09-01', Resources },
    purpose: { region: PRIMARY, role: 'replication', source: end(PRIMARY), target: end(to) },
    dependencies: [PRIMARY, to].filter(region => registryOf(app, region) !== undefined).map(registryStackOf),
  };
}
