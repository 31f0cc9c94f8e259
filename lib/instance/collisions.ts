import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { isRemoved } from '../core/removed';
import { isLiteral } from '../core/tokens';
import { Problem } from '../domain/problem';
import { IRegistryInstance } from './instance';
import { remembering } from './memory';

/** Remembers an instance of an app; the order tells which of two came first. */
export function register(instance: IRegistryInstance): void {
  instances(instance).push(instance);
}

/** What is wrong with an instance beside those that came before it. */
export function collisionProblems(instance: IRegistryInstance): Problem[] {
  const all = instances(instance);
  const before = all.slice(0, all.indexOf(instance)).filter(other => !isRemoved(other));
  const identity = identityOf(instance);
  const same = before.find(other => identity !== undefined && identityOf(other) === identity);
  return same === undefined ? hostProblems(instance, before) : contradictions(instance, same);
}

/** Two instances of one name in one region would share their host names. */
function hostProblems(instance: IRegistryInstance, before: readonly IRegistryInstance[]): Problem[] {
  const { instanceName, region } = instance;
  const first = before.find(
    other => other.instanceName === instanceName && other.region === region && isAnother(instance, other),
  );
  const taken = first ?? (isImported(instance) ? undefined : rawInstance(instance));
  const rule = `region ${region} already has an instance of that name (${taken?.node.path}), and the host names follow from it`;
  const fix = 'Choose another name for one of the two';
  return taken === undefined || !isLiteral(instanceName)
    ? []
    : [{ subject: 'instanceName', got: instanceName, rule, fix }];
}

/** Whether an instance was there before the app. */
export function isImported(instance: IRegistryInstance): boolean {
  return instance.node.tryFindChild('Resource') === undefined;
}

/** A resource by which users buy an instance themselves, under the name of one of ours. */
function rawInstance({ node, instanceName, region }: IRegistryInstance): ros.IConstruct | undefined {
  const raw = inApp(node.root, 'raw instances', () => node.root.node.findAll().filter(isRawInstance));
  return raw.find(resource => {
    const { instanceName: field, _rosProperties: properties } = resource as unknown as RawInstance;
    return (field ?? properties.InstanceName) === instanceName && ros.Stack.of(resource).region === region;
  });
}

interface RawInstance {
  readonly instanceName?: unknown;
  readonly _rosProperties: { readonly InstanceName?: unknown };
}

function isRawInstance(construct: ros.IConstruct): boolean {
  const { rosResourceType } = construct as Partial<ros.RosResource>;
  const { _kind } = (construct.node.scope ?? {}) as { _kind?: string };
  return /^ALIYUN::CR::Instance(?:V2)?$/.test(rosResourceType ?? '') && _kind !== 'RegistryInstance';
}

/** Whether two are certainly not one; only the deployment tells what a parameter names. */
function isAnother(instance: IRegistryInstance, other: IRegistryInstance): boolean {
  const [one, two] = [identityOf(instance), identityOf(other)];
  return one !== undefined && two !== undefined && one !== two;
}

/** What is said of one instance, however often it is taken. */
function contradictions(instance: IRegistryInstance, first: IRegistryInstance): Problem[] {
  const says = `and ${first.node.path} says`;
  const facts = [
    { subject: 'region', rule: `an instance is in one region, ${says} ${first.region}` },
    { subject: 'instanceName', rule: `an instance has one name, ${says} ${first.instanceName}` },
    { subject: 'edition', rule: `an instance has one edition, ${says} ${first.edition}` },
    {
      subject: 'accountId',
      rule: `an instance has one owner, ${says} ${first.accountId ?? 'the account deployed to'}`,
    },
  ] as const;
  return facts
    .filter(({ subject }) => contradict(subject, instance[subject], first[subject]))
    .map(({ subject, rule }) => ({ subject, got: instance[subject], rule, fix: 'Correct one of the two' }));
}

function contradict(subject: string, one: string | undefined, two: string | undefined): boolean {
  const known = (subject === 'accountId' || (one !== undefined && two !== undefined)) && one !== two;
  return known && [one, two].every(value => value === undefined || isLiteral(value));
}

/** What an instance is, as far as that is known at synth. */
function identityOf(instance: IRegistryInstance): string | undefined {
  const identities = inApp(instance, 'identities', () => new Map<IRegistryInstance, string | undefined>());
  const id = remembering(instance)._id;
  if (!identities.has(instance)) {
    identities.set(instance, typeof id !== 'string' ? id.identity : isLiteral(id) ? id : undefined);
  }
  return identities.get(instance);
}

function instances(instance: IRegistryInstance): IRegistryInstance[] {
  return inApp<IRegistryInstance[]>(instance, 'instances', () => []);
}
