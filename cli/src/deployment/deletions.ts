import { readListed } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import type { Survey } from '../cloud/survey';
import { type Retained, destructionOrder, retainedBy } from '../domain/destruction';
import { type Loss, isWorthRetaining, lossesOfRemoval } from '../domain/losses';
import { isOurs, isTakenOver, strangerProblem } from '../domain/mark';
import { type DeclaredStack, type LiveStack, type Template, title } from '../domain/model';
import { inLiveOrder } from '../domain/readers';
import type { StackResource } from '../domain/records';
import { baseOf, holdsImages } from '../domain/resource-types';
import type { Deletion } from './stack-removal';

/** A deletion with what becomes of what the stack holds. */
export interface FoundDeletion extends Deletion {
  readonly retained: readonly Retained[];
  readonly losses: readonly Loss[];
  /** What the stack has made. */
  readonly resources: readonly StackResource[];
}

export interface DeletionOptions {
  /** Names of stacks, or of apps, whose stacks may be deleted although they carry another mark. */
  readonly takeOver?: readonly string[];
  /** Whether whatever holds images outlives its stack, whatever that says. */
  readonly retain?: boolean;
}

/** What deleting stacks means, in the order in which it is done. Refuses stacks of other apps, and regions that cannot be read. */
export async function findDeletions(
  stacks: readonly DeclaredStack[],
  survey: Survey,
  ros: RosClient,
  { takeOver = [], retain }: DeletionOptions,
): Promise<FoundDeletion[]> {
  refuseUnreadable(stacks, survey);
  const found = await sideBySide(stacks, async stack => {
    const listed = survey.stacks.get(stack.region)?.find(({ name }) => name === stack.name);
    const live = listed && (await readListed(listed, {}, ros));
    return weigh({ stack, live }, ros, retain);
  });
  const strange = found.flatMap(({ stack, live }) =>
    live === undefined || isOurs(stack, live) || isTakenOver(live, takeOver)
      ? []
      : [`  ${title(stack)}: ${strangerProblem(stack, live)}`],
  );
  if (strange.length > 0) {
    throw new Error(`Nothing was deleted, for not all of it is this app's:\n${strange.join('\n')}`);
  }
  return inOrder(found);
}

/** Whatever reads others goes before them, as the app says and as it is deployed. */
function inOrder(found: readonly FoundDeletion[]): FoundDeletion[] {
  const byKey = new Map(found.map(deletion => [deletion.stack.key, deletion]));
  const stacks = inLiveOrder(
    found.map(({ stack }) => stack),
    key => byKey.get(key)?.live,
  );
  return destructionOrder(stacks).map(stack => ({ ...byKey.get(stack.key)!, stack }));
}

/** The ids of what a stack has made that holds images, also of nested stacks that do. */
export const imagesIn = (template: Template, resources: readonly StackResource[]): string[] =>
  resources
    .filter(({ logicalId, physicalId }) => {
      const resource = template.Resources?.[baseOf(logicalId)];
      return physicalId !== '' && resource !== undefined && isWorthRetaining(logicalId, resource);
    })
    .map(({ logicalId }) => logicalId);

/** A template that retains these as well. */
export function retainingAlso(template: Template, ids: readonly string[]): Template {
  const kept = new Set(ids.map(baseOf));
  const policies = Object.entries(template.Resources ?? {}).map(
    ([id, resource]) => [id, kept.has(id) ? { ...resource, DeletionPolicy: 'Retain' } : resource] as const,
  );
  return { ...template, Resources: Object.fromEntries(policies) };
}

/**
 * What the stack retains, and what is lost with it: by its template, and where that does not tell, by what it has made.
 *
 * @param retains whether whatever holds images is retained besides
 */
export async function weigh(deletion: Deletion, ros: RosClient, retains = false): Promise<FoundDeletion> {
  const { stack, live } = deletion;
  if (live === undefined) {
    return { ...deletion, retained: [], losses: [], resources: [] };
  }
  const resources = await ros.listResources(stack.region, live.id);
  const found = { ...deletion, resources, ...fateOf(stack, live, resources) };
  if (!retains) {
    return found;
  }
  const retain = imagesIn(live.template ?? {}, resources);
  const retaining = { ...live, template: retainingAlso(live.template ?? {}, retain) };
  return { ...found, ...fateOf(stack, retaining, resources), retain };
}

function fateOf(
  stack: DeclaredStack,
  { template = {} }: LiveStack,
  resources: readonly StackResource[],
): Pick<FoundDeletion, 'retained' | 'losses'> {
  const made = resources.filter(({ physicalId }) => physicalId !== '');
  const ids = new Set(made.map(({ logicalId }) => baseOf(logicalId)));
  const declared = lossesOfRemoval(template).filter(({ logicalId }) => ids.has(logicalId.split('/')[0]));
  const others = made.filter(({ logicalId, type }) => holdsImages(type) && !template.Resources?.[baseOf(logicalId)]);
  return {
    retained: retainedBy(stack, template, resources),
    losses: [...declared, ...others.map(({ logicalId, type }) => ({ logicalId, type }))],
  };
}

function refuseUnreadable(stacks: readonly DeclaredStack[], { unlisted }: Survey): void {
  const regions = [...unlisted].sort().map(([region, reason]) => `${region} (${reason})`);
  if (regions.length === 0) {
    return;
  }
  const others = [...new Set(stacks.map(({ region }) => region))].filter(region => !unlisted.has(region)).sort();
  const leaveOut = others.length > 0 ? `, or delete what lies elsewhere with --only ${others.join(' ')}` : '';
  throw new Error(`Nothing was deleted, for ${regions.join(', ')} could not be read. Run this again later${leaveOut}.`);
}
