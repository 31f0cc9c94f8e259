/** The second half of adopt: what an app declares and what exists comes into its stacks. */
import { differences, fingerprint } from '../adoption/fingerprint';
import { readStack } from '../cloud/live-stack';
import { sideBySide } from '../cloud/side-by-side';
import { offeredIn } from '../discovery/offered';
import { readRegistry } from '../discovery/read-registry';
import type { FoundRegistry } from '../domain/found';
import type { Place } from '../domain/image-records';
import { isOurs, strangerProblem } from '../domain/mark';
import { type DeclaredStack, resourcesOf } from '../domain/model';
import { purchasesOf } from '../domain/purchases';
import { wavesOf } from '../domain/waves';
import { type StackImport, planImport } from '../importing/plan';
import { type Imported, type ImportServices, abandon, carryOut, isPossible, prepare } from '../importing/run';
import { type ImportEnding, importData, importText, planText, refusalText } from '../report/import-report';
import type { Flags } from '../session/flags';
import type { SessionWith } from '../session/session';
import { requireTerminal } from './change-stacks';
import { againIn } from './command-line';
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
    ...{ planned, imported },
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

async function planOf(
  { stacks, cloud }: SessionWith<ImportFlags>,
  registries: readonly FoundRegistry[],
): Promise<StackImport[]> {
  const { ros, imports } = await cloud();
  const live = await sideBySide(stacks, stack => readStack(stack, ros));
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
  const planned = stacks.map((stack, i) => planImport(stack, live[i], { stacks, registries }, types));
  if (planned.every(({ resources }) => resources.length === 0) && planned.some(({ left }) => left.length > 0)) {
    throw new Error(types.size === 0 ? NOT_OFFERED : refusalText(planned));
  }
  return planned;
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
