/** Who gets in that nobody declared, and who does not that was declared; pure. */
import { isOpen } from '../domain/access';
import type { DeclaredStack } from '../domain/model';
import type { Declaration, FoundDrift, InstanceState, ThingState } from './model';
import { anew } from './remedies';
import type { SeenStack } from './resolve';

type Seen = ReadonlyMap<DeclaredStack, SeenStack>;

/** @param owner the stack that what nobody declared is told of */
export function accessFindings(instance: InstanceState, owner: DeclaredStack | undefined, seen: Seen): FoundDrift[] {
  const { id, entries, vpcs } = instance;
  return [
    ...endpointFindings(instance, owner, seen),
    ...entries.flatMap(entry => thingFindings(`Access of ${entry.name} to ${id}`, entry, owner, seen, ENTRY)),
    ...vpcs.flatMap(vpc => thingFindings(`Access of ${vpc.name} to ${id}`, vpc, owner, seen, VPC)),
  ];
}

const ENTRY =
  'remove it in the console of Container Registry; if it is wanted, let it in with publicAccess afterwards.';
const VPC = 'unlink it in the console of Container Registry; if it is wanted, let it in with vpcAccess afterwards.';

function thingFindings(
  subject: string,
  { state, drift, by }: ThingState,
  owner: DeclaredStack | undefined,
  seen: Seen,
  todo: string,
): FoundDrift[] {
  if (state === 'not declared') {
    const remedy = { kind: 'leave', todo } as const;
    return owner === undefined ? [] : [{ stack: owner, subject, what: 'is declared by nobody', remedy }];
  }
  if (by === undefined || (state !== 'missing' && state !== 'edited')) {
    return [];
  }
  const differences = drift.map(({ field, actual, declared }) => `${field} ${actual}, declared is ${declared}`);
  return anew(by, seen, { subject, what: state === 'missing' ? 'is gone' : `has ${differences.join(', ')}` });
}

function endpointFindings(
  { id, internet, entries }: InstanceState,
  owner: DeclaredStack | undefined,
  seen: Seen,
): FoundDrift[] {
  const declared = entries.flatMap(({ by }) => by ?? []);
  const subject = `Internet endpoint of ${id}`;
  if (internet === undefined || owner === undefined) {
    return [];
  }
  if (isOpen(internet)) {
    return openFindings(subject, internet.hasList, owner, declared, seen);
  }
  return !internet.isOn && declared.length > 0 ? offFindings(subject, entries, seen) : [];
}

/** An empty list lets everybody in. Entries that are made anew close it. */
function openFindings(
  subject: string,
  hasList: boolean,
  owner: DeclaredStack,
  declared: readonly Declaration[],
  seen: Seen,
): FoundDrift[] {
  const what = `is on ${hasList ? 'with an empty list' : 'without its list'}, so it is open to everybody`;
  const closing = hasList
    ? declared.flatMap(by => anew(by, seen, { subject, what }, 'deploy makes its entries anew.'))
    : [];
  if (closing.length > 0) {
    return closing.slice(0, 1); // the others are told one by one
  }
  const todo = hasList
    ? 'switch it off in the console of Container Registry, or name who comes in with publicAccess.'
    : 'switch its access list on in the console of Container Registry.';
  return [{ stack: owner, subject, what, remedy: { kind: 'leave', todo } }];
}

/** An entry that is made anew switches the endpoint on. One that its stack retains would stay, and could not be made. */
function offFindings(subject: string, entries: readonly ThingState[], seen: Seen): FoundDrift[] {
  const what = 'is off, declared is on';
  const declared = entries.flatMap(({ by }) => by ?? []);
  const missing = entries.some(({ state, by }) => state === 'missing' && by !== undefined && switchesOn(by));
  const switching = declared.find(by => switchesOn(by) && resourceOf(by)?.DeletionPolicy !== 'Retain');
  if (missing) {
    return []; // the one that is made anew switches it on
  }
  if (switching === undefined) {
    const todo = 'switch it on in the console of Container Registry.';
    return [{ stack: declared[0].stack, subject, what, remedy: { kind: 'leave', todo } }];
  }
  return anew(switching, seen, { subject, what }, 'deploy switches it on.');
}

const resourceOf = ({ stack, logicalId }: Declaration) => stack.template.Resources?.[logicalId];

const switchesOn = (by: Declaration): boolean => resourceOf(by)?.Properties?.AutoEnableType === 'internet';
