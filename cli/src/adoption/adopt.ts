import type { FoundRegistry } from '../domain/found';
import { type Holder, holderTitle, pathOf } from '../domain/holders';
import { fingerprint } from './fingerprint';
import { type Group, groupsOf } from './grouping';
import type {
  AdoptedApp,
  AdoptedNamespace,
  AdoptedRegion,
  AdoptedRegistry,
  AdoptedRule,
  NamespaceApart,
  NamespaceSettings,
} from './model';
import { adoptedNamespaces } from './namespaces';
import { notesOn } from './notes';
import { NOTHING_OWNED, type Owned, isOwned } from './owned';
import { adoptedRules } from './rules';
import { type StackName, freePrefix, namesakesOf } from './stack-names';

/**
 * The app that says what was found.
 *
 * @param there the stacks that are in the account
 */
export function adoptedApp(
  found: readonly FoundRegistry[],
  owned: Owned = NOTHING_OWNED,
  there: StacksThere = NO_STACKS,
): AdoptedApp {
  const groups = groupsOf(found);
  return {
    registries: groups.map(group => adoptedRegistry(group, groups, owned, there)),
    fingerprint: fingerprint(found),
  };
}

/** The stacks of the account, and those of them that hold something of what was found. */
export interface StacksThere {
  readonly stacks: readonly StackName[];
  readonly holders: readonly Holder[];
}

const NO_STACKS: StacksThere = { stacks: [], holders: [] };

function adoptedRegistry(
  group: Group,
  groups: readonly Group[],
  owned: Owned,
  { stacks, holders }: StacksThere,
): AdoptedRegistry {
  const { primary, replicas } = group;
  const { namespaces, apart } = adoptedNamespaces(group, owned);
  return {
    ...namesOf(group, groups, stacks),
    instanceName: primary.name,
    primary: adoptedRegion(primary, primary, owned, replicas.length > 0),
    replicas: replicas.map(replica => adoptedRegion(replica, primary, owned, false)),
    namespaces,
    apart,
    rules: adoptedRules(group).map(rule => ({
      ...rule,
      holder: holderOf(pathOf(primary.instanceId, 'rules', rule.id), holders),
      owned: canOwn(rule, namespaces, apart, primary.region, owned),
    })),
  };
}

function holderOf(path: string, holders: readonly Holder[]): string | undefined {
  const found = holders.find(({ paths }) => paths.includes(path));
  return found && holderTitle(found);
}

/** Each construct has an id, and each stack a name of its own; stack names begin with a letter. */
function namesOf(
  group: Group,
  groups: readonly Group[],
  stacks: readonly StackName[],
): Pick<AdoptedRegistry, 'id' | 'stackNamePrefix' | 'namesakes'> {
  const { name, region } = group.primary;
  const single = groups.filter(other => other.primary.name === name).length === 1;
  const id = single ? words(name) : `${words(name)}${words(region)}`;
  const whole = single ? name : `${name}-${region}`;
  const wanted = /^[a-z]/.test(whole) ? whole : `registry-${whole}`;
  const prefix = freePrefix(wanted, group, stacks);
  return {
    id,
    stackNamePrefix: prefix === name ? undefined : prefix,
    namesakes: namesakesOf(wanted, group, stacks),
  };
}

/** `acme-prod` as `AcmeProd`; an id begins with a letter, so that a variable may have its name. */
function words(name: string): string {
  const joined = name
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Z]/.test(joined) ? joined : `Registry${joined}`;
}

const EDITIONS: Readonly<Record<string, AdoptedRegion['edition']>> = {
  Basic: 'BASIC',
  Standard: 'STANDARD',
  Advanced: 'ADVANCED',
};

function adoptedRegion(one: FoundRegistry, primary: FoundRegistry, owned: Owned, isSource: boolean): AdoptedRegion {
  const edition = EDITIONS[one.edition];
  const sayable = edition !== undefined && !(isSource && edition === 'BASIC');
  const made = isOwned(owned, 'instance') && sayable;
  const group = one.resourceGroupId;
  return {
    region: one.region,
    instanceName: one.name === primary.name ? undefined : one.name,
    existingInstanceId: made ? undefined : one.instanceId,
    edition: sayable ? edition : undefined,
    resourceGroupId: made && group !== '' ? group : undefined,
    notes: [
      ...(sayable ? [] : [`Edition ${one.edition}, which cannot be declared here.`]),
      ...(made ? [`${one.instanceId}. The service does not tell its period, renewal and image scanner.`] : []),
      ...(made || group === '' ? [] : [`Resource group ${group}, which ROS sets on instances that it bought.`]),
      ...notesOn(one),
    ],
  };
}

/** A stack can have a rule of which both ends say what it needs: a rule for one repository, that repository. */
function canOwn(
  { declared }: AdoptedRule,
  namespaces: readonly AdoptedNamespace[],
  apart: readonly NamespaceApart[],
  primary: string,
  owned: Owned,
): boolean {
  if (declared === undefined || !isOwned(owned, 'rule')) {
    return false;
  }
  const { namespace: name, repository, replica } = declared;
  const source = namespaces.find(namespace => namespace.name === name);
  const target = apart.find(namespace => namespace.name === name && namespace.region === replica);
  const says = (end: NamespaceSettings, exists: boolean) =>
    exists || (repository === undefined ? end.autoCreate : end.repositories.some(one => one.name === repository));
  return (
    source !== undefined &&
    (repository === undefined || says(source, source.existingIn.includes(primary))) &&
    (target === undefined ? says(source, source.existingIn.includes(replica)) : says(target, target.exists))
  );
}
