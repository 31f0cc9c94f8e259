/** What is there when a deletion has ended. */
import type { Cloud } from '../cloud/cloud';
import { sideBySide } from '../cloud/side-by-side';
import { type Survey, surveyRegions } from '../cloud/survey';
import type { FoundDeletion } from '../deployment/deletions';
import type { StackOutcome } from '../deployment/events';
import { otherHolder } from '../deployment/holders';
import { type Leftovers, findLeftovers } from '../deployment/orphans';
import { stillThere, thereOf } from '../deployment/retained';
import { conditionOf } from '../domain/condition';
import type { Retained } from '../domain/destruction';
import { isInstance } from '../domain/resource-types';
import type { Ending } from '../report/ending';
import type { Remainder } from '../report/destroy-report';
import type { SelectionFlags } from '../session/flags';
import type { SessionWith } from '../session/session';
import { exitCodeOf } from './change-stacks';
import { EXIT } from './run';

interface Ended {
  readonly ending: Ending;
  readonly leftovers: Leftovers;
}

/** Looks whether all is gone that is said to be: somebody may have made stacks meanwhile. */
export async function lookOnceMore(
  { stacks, appName, flags, cloud }: SessionWith<SelectionFlags>,
  ending: Ending,
  leftovers: Leftovers,
): Promise<Ended> {
  if (exitCodeOf(ending) !== EXIT.ok) {
    return { ending, leftovers };
  }
  const { ros } = await cloud();
  const regions = [...stacks, ...ending.outcomes.map(({ stack }) => stack)].map(({ region }) => region);
  const survey = await surveyRegions(regions, ros);
  const outcomes = ending.outcomes.map(outcome => madeMeanwhile(outcome, survey));
  const found = flags.only === undefined ? await findLeftovers(stacks, appName, survey, ros) : leftovers;
  const unsearched = new Map([...survey.unlisted, ...found.unsearched]);
  return { ending: { ...ending, outcomes }, leftovers: { ...found, unsearched } };
}

function madeMeanwhile(outcome: StackOutcome, { stacks }: Survey): StackOutcome {
  const { stack, result } = outcome;
  const found = stacks.get(stack.region)?.find(({ name }) => name === stack.name);
  if (found === undefined || ['missing', 'leaving'].includes(conditionOf(found.status))) {
    return outcome;
  }
  const before = result === 'absent' ? 'It did not exist' : 'It was deleted';
  const reason = `${before}, and somebody made it meanwhile: it is ${found.status} now.`;
  return { stack, result: 'failed', reason, cause: 'changed' };
}

/** What the stacks retained, registries of stacks that were gone before, and registries of stacks that are still there. */
export async function remainderOf(
  { cloud }: SessionWith<SelectionFlags>,
  { ending, deletions, leftovers }: Ended & { readonly deletions: readonly FoundDeletion[] },
): Promise<Remainder> {
  const services = await cloud();
  const open = new Set(
    ending.outcomes.filter(({ result }) => result === 'failed' || result === 'skipped').map(({ stack }) => stack.key),
  );
  const closed = deletions.filter(({ stack }) => !open.has(stack.key));
  const undeleted = await registriesIn(
    deletions.filter(({ stack }) => open.has(stack.key)),
    services,
  );
  const retained = closed.flatMap(deletion => deletion.retained);
  const known = new Set([...retained, ...undeleted].map(({ physicalId }) => physicalId));
  const { registries, unknown } = await stillThere(
    closed.map(({ stack }) => stack),
    services.cr,
    [...(leftovers.survey?.stacks.keys() ?? [])],
  );
  const found = registries.filter(({ physicalId }) => !known.has(physicalId));
  const owned = await sideBySide(found, registry => isHeld(registry, leftovers.survey, services));
  return { retained: [...retained, ...found.filter((_, at) => !owned[at])], undeleted, unknown, leftovers };
}

/** Whether a stack has it that is still there, so that nothing has let go of it. */
async function isHeld({ region, physicalId }: Retained, survey: Survey | undefined, { ros }: Cloud): Promise<boolean> {
  const listed = async () => survey?.stacks.get(region) ?? [];
  return (await otherHolder(physicalId, { ros, listed })) !== undefined;
}

async function registriesIn(deletions: readonly FoundDeletion[], { cr }: Cloud): Promise<Retained[]> {
  const made = deletions.flatMap(({ stack: { region, name }, resources }) =>
    resources
      .filter(({ type, physicalId }) => isInstance(type) && physicalId !== '')
      .map(({ logicalId, type, physicalId }) => ({ region, stack: name, logicalId, type, physicalId, billed: true })),
  );
  return thereOf(made, cr);
}
