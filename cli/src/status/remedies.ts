import type { Drift } from '../domain/drift';
import { NAMED_BY } from '../domain/identity';
import type { DeclaredStack } from '../domain/model';
import { isUpdatable } from '../domain/resource-types';
import type { Declaration, FoundDrift } from './model';
import { type SeenStack, asDeployed, resolver } from './resolve';

type Seen = ReadonlyMap<DeclaredStack, SeenStack>;
type About = Pick<Drift, 'subject' | 'what'>;

/** What a stack was deployed with; nothing of a resource that it is yet to make. */
const deployed = ({ stack, logicalId }: Declaration, seen: Seen) =>
  seen.get(stack)?.live?.template?.Resources?.[logicalId];

/** Whether the app calls a resource otherwise than it was deployed: an edit, of which the plan tells; what has the new name never was. */
function isRenamed(by: Declaration, seen: Seen): boolean {
  const one = seen.get(by.stack);
  const resource = by.stack.template.Resources?.[by.logicalId];
  return (
    one !== undefined &&
    (NAMED_BY[resource?.Type ?? ''] ?? []).some(property => {
      const [now, before] = [resolver(one, [])(resource?.Properties?.[property]), deployedValue(by, property, seen)];
      return now !== undefined && before !== undefined && now !== before;
    })
  );
}

/** Makes a resource anew that the stack has made before; of another the plan says by itself that it is added. */
export function anew(by: Declaration, seen: Seen, about: About, todo?: string): FoundDrift[] {
  const remedy = { kind: 'recreate', logicalIds: [by.logicalId], ...(todo === undefined ? {} : { todo }) } as const;
  return deployed(by, seen) === undefined || isRenamed(by, seen) ? [] : [{ stack: by.stack, ...about, remedy }];
}

/**
 * The same of something that may be there, where the stack made it; ROS would not find what somebody else made in its place.
 *
 * @param id its id where it is there
 */
export function orLeave(by: Declaration, seen: Seen, about: About, id: string | undefined, todo: string): FoundDrift[] {
  const made = seen.get(by.stack)?.resources.find(({ logicalId }) => logicalId === by.logicalId);
  if (id === undefined || made?.physicalId === id) {
    return anew(by, seen, about);
  }
  return deployed(by, seen) === undefined ? [] : [{ stack: by.stack, ...about, remedy: { kind: 'refuse', todo } }];
}

/** Whether ROS can set a property that the stack was deployed with. */
export const isRestorable = (by: Declaration, property: string, seen: Seen): boolean => {
  const resource = deployed(by, seen);
  return resource !== undefined && isUpdatable(resource.Type, property) === true;
};

/** Whether a property is as the stack was deployed: what the app declares since then is an edit, and nothing was changed behind the stack. */
export const isAsDeployed = (by: Declaration, property: string, actual: string, seen: Seen): boolean =>
  deployedValue(by, property, seen) === actual;

function deployedValue(by: Declaration, property: string, seen: Seen): string | undefined {
  const before = asDeployed(seen.get(by.stack));
  return before && resolver(before, [])(deployed(by, seen)?.Properties?.[property]);
}
