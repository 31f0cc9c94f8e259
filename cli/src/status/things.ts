/** What is declared on an instance against what is there; pure. */
import { letsNobodyIn } from '../domain/access';
import type { InternetRecord, NamespaceSettings, RepositorySettings, VpcLinkRecord } from '../domain/records';
import { ACCESS_ENTRY, NAMESPACE, REPOSITORY, VPC_LINK } from '../domain/resource-types';
import type { DeclaredThing } from './declared';
import type { Difference, ThingState } from './model';

/** Properties of a resource by what the service tells of it; what either side leaves open is not compared. */
type Compared = Readonly<Record<string, string | undefined>>;

/** A declared thing against what is there. */
export function thingState(name: string, declared: DeclaredThing, actual: Compared | undefined): ThingState {
  const { stack, logicalId } = declared;
  const by = { stack, logicalId };
  if (actual === undefined) {
    return { name, state: 'missing', drift: [], by };
  }
  const drift = Object.entries(actual).flatMap(([field, found]): Difference[] => {
    const wanted = declared.value(field);
    return wanted === undefined || found === undefined || wanted === found
      ? []
      : [{ field, declared: wanted, actual: found }];
  });
  return { name, state: drift.length > 0 ? 'edited' : 'in place', drift, by };
}

const undeclared = (name: string): ThingState => ({ name, state: 'not declared', drift: [] });

export const namespaceStates = (things: readonly DeclaredThing[], there: readonly NamespaceSettings[]): ThingState[] =>
  named(things, NAMESPACE, thing => thing.value('Namespace')).map(([name, thing]) => {
    const found = there.find(other => other.name === name);
    return thingState(
      name,
      thing,
      found && { AutoCreate: String(found.autoCreate), DefaultVisibility: found.visibility },
    );
  });

export const repositoryStates = (
  things: readonly DeclaredThing[],
  there: readonly RepositorySettings[],
): ThingState[] =>
  named(things, REPOSITORY, repositoryName).map(([name, thing]) => {
    const found = there.find(other => `${other.namespace}/${other.name}` === name);
    const immutable = found?.immutable === undefined ? undefined : String(found.immutable);
    return thingState(name, thing, found && { RepoType: found.visibility, TagImmutability: immutable });
  });

/** `namespace/repository`, where both are known. */
export function repositoryName(thing: DeclaredThing): string | undefined {
  const [namespace, name] = [thing.value('RepoNamespace'), thing.value('RepoName')];
  return namespace === undefined || name === undefined ? undefined : `${namespace}/${name}`;
}

const isOfRegistry = (thing: DeclaredThing): boolean => (thing.value('ModuleName') ?? 'Registry') === 'Registry';

/**
 * The access list of the Internet endpoint.
 *
 * @param known entries of the whole app that are, or may be, on the instance
 */
export function entryStates(
  things: readonly DeclaredThing[],
  known: readonly DeclaredThing[],
  { entries }: InternetRecord,
): ThingState[] {
  const declared = named(things.filter(isOfRegistry), ACCESS_ENTRY, thing => thing.value('Entry'));
  const states = declared.map(([entry, thing]) => {
    const isThere = entries.some(other => block(other) === block(entry));
    return thingState(entry, thing, isThere ? {} : undefined);
  });
  const all = known.filter(({ type }) => type === ACCESS_ENTRY).map(thing => block(thing.value('Entry')));
  if (all.includes(undefined)) {
    return states; // any entry may be the one that cannot be worked out
  }
  const strange = entries.filter(entry => !letsNobodyIn(entry) && !all.includes(block(entry)));
  return [...states, ...strange.map(undeclared)];
}

/** One address is a block too. */
const block = (entry: string | undefined): string | undefined => entry?.replace(/\/32$/, '');

export function vpcStates(
  things: readonly DeclaredThing[],
  known: readonly DeclaredThing[],
  there: readonly VpcLinkRecord[],
): ThingState[] {
  const declared = named(things.filter(isOfRegistry), VPC_LINK, thing => thing.value('VpcId'));
  const states = declared.map(([vpcId, thing]) => {
    const found = there.find(other => other.vpcId === vpcId);
    return thingState(vpcId, thing, found && { VswitchId: found.vswitchId });
  });
  const all = known.filter(({ type }) => type === VPC_LINK).map(thing => thing.value('VpcId'));
  const strange = all.includes(undefined) ? [] : there.filter(({ vpcId }) => !all.includes(vpcId));
  return [...states, ...strange.map(({ vpcId }) => undeclared(vpcId))];
}

function named(
  things: readonly DeclaredThing[],
  type: string,
  nameOf: (thing: DeclaredThing) => string | undefined,
): [string, DeclaredThing][] {
  return things
    .filter(thing => thing.type === type)
    .flatMap(thing => {
      const name = nameOf(thing);
      return name === undefined ? [] : [[name, thing] as [string, DeclaredThing]];
    });
}
