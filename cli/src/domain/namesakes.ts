/** A registry of the name that a stack is about to buy: whose it is, and what to do instead of buying another. */
import { conditionOf } from './condition';
import { prefixOf } from './destruction';
import { pathInTags } from './mark';
import { type DeclaredStack, type Mark, title } from './model';
import { type Purchase, literalIn } from './purchases';
import type { RegistryRecord } from './records';
import { NAMESPACE, baseOf } from './resource-types';

/** The stack that has made a registry. */
export interface Holder {
  readonly name: string;
  readonly region: string;
  /** Of the stack. */
  readonly status: string;
  /** Undefined where it carries none. */
  readonly mark?: Mark;
  /** The resource of the stack that it is. */
  readonly logicalId: string;
  readonly resourceStatus: string;
}

/** A registry with what is known of it. */
export interface Namesake {
  readonly registry: RegistryRecord;
  /** Undefined where no stack of an app has made it. */
  readonly holder?: Holder;
  /** What it has of the namespaces that the stack would make in it. */
  readonly namespaces: readonly string[];
}

/** Why a registry must not be bought: there is one of that name, and names need not be unique. */
export function repeatedPurchase(stack: DeclaredStack, { logicalId }: Purchase, namesake: Namesake): string {
  const { registry, holder } = namesake;
  const where = `A registry called ${registry.name} already exists in ${stack.region} (${registry.id})`;
  if (holder === undefined) {
    return `${where} and belongs to no such stack. ${takeIt(stack, namesake)} or choose another instanceName.`;
  }
  const story = isItself(stack, holder)
    ? ownStory(stack, logicalId, holder, namesake)
    : holder.mark?.app === stack.mark.app
      ? movedStory(stack, holder, namesake)
      : `belongs to ${title(holder)} of ${holder.mark === undefined ? 'nobody known' : `the app ${holder.mark.app}`}. ${takeIt(stack, namesake)} or choose another instanceName.`;
  return `${where} and ${story}`;
}

const isItself = (stack: DeclaredStack, { name, region }: Holder): boolean =>
  name === stack.name && region === stack.region;

/** A registry that the stack itself has made: under another id, or not to the end, or what is left of it. */
function ownStory(stack: DeclaredStack, logicalId: string, holder: Holder, namesake: Namesake): string {
  const { status } = namesake.registry;
  const isMade = holder.resourceStatus.endsWith('_COMPLETE');
  if (status !== 'RUNNING' && !isMade) {
    return (
      `is half made by ${title(stack)}: going on would buy another. It is ${status}. Wait until it is RUNNING or release it in the console of ` +
      'Container Registry, then delete the stack in the ROS console and run this again.'
    );
  }
  if (conditionOf(holder.status) === 'remains' || !isMade) {
    return (
      `is left of ${title(stack)}, which is ${holder.status}: going on would buy another. It is ${status}, and may hold images. ` +
      `To keep it, let go of it with global-registry destroy --retain --only ${stack.name} --confirm ${prefixOf(stack)}. ` +
      `Then ${lower(takeIt(stack, namesake, '.'))}`
    );
  }
  return (
    `is in this very stack as ${baseOf(holder.logicalId)}, which the app calls ${logicalId} now: nothing is renamed, and going on would buy another. ` +
    'Put the id back, of the construct or of the resource.'
  );
}

/** A registry that another stack of the app has made: the name of the stack was changed, or the registry was moved. */
function movedStory(stack: DeclaredStack, holder: Holder, namesake: Namesake): string {
  const belongs = `belongs to ${title(holder)} of this app, which is ${holder.status}`;
  if (pathInTags(stack.mark.path) === holder.mark?.path) {
    return `${belongs}. ${stack.mark.path.slice(1)} was deployed under that name, and nothing is renamed: put the name back, ${nameProp(stack, holder)}.`;
  }
  return (
    `${belongs}. Nothing moves from one stack to another. If that stack is called ${stack.name} now, put back its id, its stackName or its ` +
    `stackNamePrefix; if not, leave the registry there. Once the app no longer declares that stack, deploy --prune lets go of the registry: then ${lower(takeIt(stack, namesake, '.'))}`
  );
}

const nameProp = (stack: DeclaredStack, { name, region }: Holder): string =>
  stack.role === 'custom' ? `stackName: '${name}'` : `stackNamePrefix: '${prefixOf({ ...stack, name, region })}'`;

/** How the app takes a registry that is there. */
function takeIt({ role, region }: DeclaredStack, { registry: { id }, namespaces }: Namesake, end = ','): string {
  const how =
    role === 'registry'
      ? `existingInstanceId: '${id}'`
      : `RegistryInstance.fromInstanceAttributes and instanceId: '${id}'`;
  const several = namespaces.length > 1;
  const there =
    namespaces.length === 0
      ? end
      : `, and as it has the namespace${several ? 's' : ''} ${namespaces.join(', ')} already, existingIn: ['${region}'] on ${several ? 'them' : 'it'}${end === ',' ? ';' : end}`;
  return `Take it as it is with ${how}${there}`;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The namespaces that a stack makes, as far as their names are known beforehand. */
export const namespacesOf = (stack: DeclaredStack): string[] =>
  Object.values(stack.template.Resources ?? {}).flatMap(({ Type, Properties }) =>
    Type === NAMESPACE ? (literalIn(stack, Properties?.Namespace) ?? []) : [],
  );
