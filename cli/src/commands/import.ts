/** The second half of adopt: what an app declares and what exists comes into its stacks. */
import { setTimeout as sleep } from 'node:timers/promises';
import { differences, fingerprint } from '../adoption/fingerprint';
import { readStack } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { surveyRegions } from '../cloud/survey';
import { holdersOf } from '../discovery/holders';
import { offeredIn } from '../discovery/offered';
import { readRegistry } from '../discovery/read-registry';
import type { FoundRegistry } from '../domain/found';
import type { Place } from '../domain/image-records';
import { isBusy } from '../domain/condition';
import { heldProblem } from '../domain/holders';
import { isOurs, strangerProblem } from '../domain/mark';
import { type DeclaredStack, type LiveStack, resourcesOf, title } from '../domain/model';
import { purchasesOf } from '../domain/purchases';
import { wavesOf } from '../domain/waves';
import { type StackImport, planImport, withoutOrphans } from '../importing/plan';
import { type Imported, type ImportServices, abandon, carryOut, isPossible, prepare } from '../importing/run';
import { type ImportEnding, importData, importText, planText, refusalText } from '../report/import-report';
import { paragraph } from '../report/text';
import type { Flags } from '../session/flags';
import type { SessionWith } from '../session/session';
import { requireTerminal } from './change-stacks';
import { againIn, sameCommand } from './command-line';
import { EXIT, tellResult } from './run';

export interface ImportFlags extends Flags {
  readonly yes?: boolean;
}

export const NOT_OFFERED =
  'ROS says that it imports no resource type of Container Registry here (GetFeatureDetails), so no stack can take over what exists. ' +
  'Declare it as it is, with existingInstanceId, existingIn and existingRulesTo: adopt without --import writes such an app.';

/** Takes into the stacks of the app what they declare and what exists, wave by wave. */
export async function importApp(session: SessionWith<ImportFlags>): Promise<number> {
  const { settings } = await session.cloud();
  const places = await placesOf(session);
  const read = () => sideBySide(places, place => readRegistry(place, settings, () => undefined));
  const before = await read();
  const planned = await planOf(session, before);
  session.output.progress(`${planText(planned, session.output.progressColours)}\n`);
  if (session.flags.yes !== true && planned.some(({ resources }) => resources.length > 0)) {
    requireTerminal(session.output, 'Look at the list above and add --yes.');
  }
  const imported = await carryOutWaves(session, planned);
  const after = await read();
  const ending: ImportEnding = {
    ...{ planned, imported, again: sameCommand() },
    before: fingerprint(before),
    after: fingerprint(after),
    differences: differences(before, after),
  };
  tellResult(session, importText(ending, againIn(session), session.output.colours), importData(ending));
  const wanted = planned.filter(({ resources }) => resources.length > 0).length;
  const isWhole = imported.length === wanted && imported.every(({ reason }) => reason === undefined);
  return isWhole && ending.differences.length === 0 && ending.planned.every(({ left }) => left.length === 0)
    ? EXIT.ok
    : EXIT.failed;
}

/** The registries that the app speaks of and that exist: those that it names by id, and those of the names that it would buy. */
async function placesOf({ stacks, cloud }: SessionWith<ImportFlags>): Promise<Place[]> {
  const { cr } = await cloud();
  const named = stacks.flatMap(({ region, template }) =>
    resourcesOf({ template }).flatMap(({ Properties: { InstanceId, TargetInstanceId, TargetRegionId } = {} }) => [
      { region, instanceId: InstanceId },
      { region: String(TargetRegionId), instanceId: TargetInstanceId },
    ]),
  );
  const bought = stacks.flatMap(stack => purchasesOf(stack).map(({ name }) => ({ region: stack.region, name })));
  const found = await sideBySide(bought, async ({ region, name }) =>
    (await cr.instancesNamed(region, name)).map(({ id }) => ({ region, instanceId: id })),
  );
  const all = [...named, ...found.flat()].filter((place): place is Place => typeof place.instanceId === 'string');
  const byId = new Map(all.map(place => [place.instanceId, place]));
  return [...byId.values()].sort((one, other) => (one.instanceId < other.instanceId ? -1 : 1));
}

async function planOf(session: SessionWith<ImportFlags>, registries: readonly FoundRegistry[]): Promise<StackImport[]> {
  const { stacks, cloud } = session;
  const { ros, imports } = await cloud();
  const live = await sideBySide(stacks, stack => settledStack(stack, session));
  const strangers = stacks.flatMap((stack, i) =>
    live[i] && !isOurs(stack, live[i]) ? [strangerProblem(stack, live[i])] : [],
  );
  if (strangers.length > 0) {
    throw new Error(strangers.join(' '));
  }
  const { types, unknown } = await offeredIn(
    stacks.map(({ region }) => region),
    imports,
  );
  if (unknown !== undefined) {
    throw new Error(`What ROS imports could not be asked: ${unknown}`);
  }
  const planned = withoutOrphans(stacks.map((stack, i) => planImport(stack, live[i], { stacks, registries }, types)));
  await refuseHeld(planned, registries, ros);
  if (planned.every(({ resources }) => resources.length === 0) && planned.some(({ left }) => left.length > 0)) {
    throw new Error(types.size === 0 ? NOT_OFFERED : refusalText(planned));
  }
  return planned;
}

/** The stack as it is when ROS is done with what an earlier run began. */
async function settledStack(
  stack: DeclaredStack,
  { cloud, pace, output }: SessionWith<ImportFlags>,
): Promise<LiveStack | undefined> {
  const { ros } = await cloud();
  let told = false;
  for (;;) {
    const live = await readStack(stack, ros);
    if (live === undefined || !isBusy(live.status)) {
      return live;
    }
    if (!told) {
      output.progress(paragraph(`${title(stack)} is ${live.status}: ROS is waited for.`));
      told = true;
    }
    await sleep(Math.max(1, WAIT * pace));
  }
}

/** Milliseconds between two looks. */
const WAIT = 5_000;

/** A resource is in one stack only; ROS would tell when the stack of its import is made already. */
async function refuseHeld(
  planned: readonly StackImport[],
  registries: readonly FoundRegistry[],
  ros: RosClient,
): Promise<void> {
  const wanted = planned.flatMap(({ resources }) => resources.map(({ path }) => path));
  if (wanted.length === 0) {
    return;
  }
  const { stacks, unlisted } = await surveyRegions(
    planned.map(({ stack }) => stack.region),
    ros,
  );
  if (unlisted.size > 0) {
    const regions = [...unlisted].sort().map(([region, reason]) => `${region} (${reason})`);
    throw new Error(
      `Which stacks hold what is to be imported is not known of ${regions.join(', ')}. Run this again later.`,
    );
  }
  const others = [...stacks.values()]
    .flat()
    .filter(({ name, region }) => !planned.some(({ stack }) => stack.name === name && stack.region === region));
  const holders = (await holdersOf(registries, others, ros))
    .map(holder => ({ ...holder, paths: holder.paths.filter(path => wanted.includes(path)) }))
    .filter(({ paths }) => paths.length > 0);
  if (holders.length > 0) {
    throw new Error(heldProblem(holders, registries));
  }
}

/** Each wave needs what the one before has taken over; what fails ends it. */
async function carryOutWaves(session: SessionWith<ImportFlags>, planned: readonly StackImport[]): Promise<Imported[]> {
  const { ros, imports } = await session.cloud();
  const services: ImportServices = { ros, imports, pace: session.pace };
  const done: Imported[] = [];
  for (const wave of wavesOf<DeclaredStack>(session.stacks)) {
    const wanted = planned.filter(({ stack, resources }) => wave.includes(stack) && resources.length > 0);
    const prepared = await prepare(wanted, services);
    const refused = prepared.filter(one => !isPossible(one));
    const consented = async () => prepared.length === 0 || consents(session, prepared.length);
    const agreed =
      refused.length === 0 &&
      (await consented().catch(async error => {
        await abandon(prepared, services); // Ctrl-C at the question
        throw error;
      }));
    if (!agreed) {
      await abandon(prepared, services);
      return [
        ...done,
        ...refused.map(({ planned: one, record }) => ({ planned: one, status: record.status, reason: record.reason })),
      ];
    }
    done.push(...(await carryOut(prepared, services)));
    if (done.some(({ reason }) => reason !== undefined)) {
      return done;
    }
  }
  return done;
}

async function consents({ flags, output }: SessionWith<ImportFlags>, changeSets: number): Promise<boolean> {
  if (flags.yes === true) {
    return true;
  }
  const { default: confirm } = await import('@inquirer/confirm');
  const message = `Execute ${changeSets === 1 ? 'this import' : `these ${changeSets} imports`}?`;
  return confirm({ message, default: false }, { output: output.stderr });
}
