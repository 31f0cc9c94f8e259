import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../../src/assembly/read-assembly';
import { PULL_METADATA, STACK_METADATA } from '../../src/domain/facts.generated';
import type { DeclaredStack } from '../../src/domain/model';

export type Map = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** A directory of its own, removed by nobody: the system does. */
export const directory = (): string => mkdtempSync(join(tmpdir(), 'global-registry-test-'));

export interface StackSpec {
  readonly name: string;
  /** In the app. @default - below the construct Acme */
  readonly path?: string;
  readonly template: Map;
  readonly purpose?: Map;
  /** What those pull from who read it. */
  readonly pulling?: Map;
  readonly tags?: Readonly<Record<string, string>>;
  readonly dependencies?: readonly string[];
  readonly messages?: readonly { level: 'info' | 'warning' | 'error'; text: string }[];
}

/** Writes an assembly as the core does. */
export function writeAssembly(stacks: readonly StackSpec[], into = directory()): string {
  mkdirSync(into, { recursive: true });
  const artifacts = stacks.map(({ name, path, template, purpose, pulling, tags, dependencies = [], messages = [] }) => {
    writeFileSync(join(into, `${name}.template.json`), JSON.stringify(template));
    const notes = messages.map(({ level, text }) => ({ type: `aliyun:ros:${level}`, data: text }));
    const purposes = purpose ? [{ type: STACK_METADATA.type, data: purpose }] : [];
    const pulled = pulling ? [{ type: PULL_METADATA.type, data: pulling }] : [];
    const format = [{ type: 'aliyun:ros:logicalId', data: 'ROSTemplateFormatVersion' }];
    const metadata = {
      [`/${name}`]: [...purposes, ...pulled, ...notes],
      [`${path ?? `/Acme/${name}`}/ROSTemplateFormatVersion`]: format,
    };
    const properties = { templateFile: `${name}.template.json`, ...(tags === undefined ? {} : { tags }) };
    return [name, { type: 'aliyun:ros:stack', properties, dependencies, metadata }];
  });
  writeFileSync(
    join(into, 'manifest.json'),
    JSON.stringify({ version: '7.0.0', artifacts: Object.fromEntries(artifacts) }),
  );
  return into;
}

const guard = (region: string): Map => ({
  Type: 'ALIYUN::ROS::Assert',
  Properties: { Values: [{ Ref: 'ALIYUN::Region' }, region], ErrorMessage: `This stack belongs in ${region}.` },
});

/** A registry stack as the library writes it. */
export function registryStack(
  region: string,
  { edition = 'Basic', tier = 'replica', policy = 'Retain', autoCreate = true } = {},
): StackSpec {
  const Resources = {
    DeployRegion: guard(region),
    Registry: {
      Type: 'ALIYUN::CR::Instance',
      Properties: { InstanceName: 'acme', InstanceType: edition, Period: 1 },
      DependsOn: ['DeployRegion'],
      DeletionPolicy: policy,
    },
    NamespaceProd: {
      Type: 'ALIYUN::CR::Namespace',
      Properties: {
        Namespace: 'prod',
        AutoCreate: autoCreate,
        InstanceId: { 'Fn::GetAtt': ['Registry', 'InstanceId'] },
      },
      DependsOn: ['DeployRegion'],
      DeletionPolicy: policy,
    },
  };
  const host = (vpc: string) => ({ Value: `acme-registry${vpc}.${region}.cr.aliyuncs.com` });
  const Outputs = {
    InstanceId: { Value: { 'Fn::GetAtt': ['Registry', 'InstanceId'] } },
    RegistryHost: host(''),
    RegistryVpcHost: host('-vpc'),
  };
  return {
    name: `acme-${region}`,
    template: { ROSTemplateFormatVersion: '2015-09-01', Resources, Outputs },
    purpose: { region, role: 'registry', tier, instanceName: 'acme' },
  };
}

const idOf = (region: string) => ({ 'Fn::GetStackOutput': [`acme-${region}`, 'InstanceId', region] });

/** The replication stack of an arrow. */
export function replicationStack(source: string, target: string, { tags = '.*', rule = 'RuleProd' } = {}): StackSpec {
  const Resources = {
    DeployRegion: guard(source),
    [rule]: {
      Type: 'ALIYUN::CR::RepoSyncRule',
      DependsOn: ['DeployRegion'],
      Properties: {
        InstanceId: idOf(source),
        TargetInstanceId: idOf(target),
        TargetRegionId: target,
        NamespaceName: 'prod',
        TargetNamespaceName: 'prod',
        SyncRuleName: `${rule.toLowerCase()}-${target}`,
        SyncScope: 'NAMESPACE',
        SyncTrigger: 'PASSIVE',
        TagFilter: tags,
      },
    },
  };
  const end = (region: string) => ({ region, instanceName: 'acme' });
  return {
    name: `acme-${source}-to-${target}`,
    template: { ROSTemplateFormatVersion: '2015-09-01', Resources },
    purpose: { region: source, role: 'replication', source: end(source), target: end(target) },
    dependencies: [`acme-${source}`, `acme-${target}`],
  };
}

/** A primary and its replicas. */
export function globalRegistry(primary: string, ...replicas: string[]): StackSpec[] {
  return [
    registryStack(primary, { edition: 'Advanced', tier: 'primary' }),
    ...replicas.map(region => registryStack(region)),
    ...replicas.map(region => replicationStack(primary, region)),
  ];
}

export const GERMANY_HANGZHOU = globalRegistry('eu-central-1', 'cn-hangzhou');

/** Twenty regions beside the primary. */
export const TWENTY = [
  ...['cn-beijing', 'cn-chengdu', 'cn-guangzhou', 'cn-hangzhou', 'cn-heyuan', 'cn-huhehaote', 'cn-qingdao'],
  ...['cn-shanghai', 'cn-shenzhen', 'cn-wulanchabu', 'cn-zhangjiakou', 'cn-hongkong', 'ap-southeast-1'],
  ...['ap-southeast-3', 'ap-southeast-5', 'ap-northeast-1', 'us-west-1', 'us-east-1', 'eu-west-1', 'me-east-1'],
];

/** The stacks as the deployer reads them. */
export const declared = (specs: readonly StackSpec[]): DeclaredStack[] => [
  ...readAssembly(writeAssembly(specs), { regionOf: {} }).stacks,
];
