/** What adopt is asked to adopt: registries that are named, that a state of Terraform has, or that an app left behind. */
import { type TerraformState, readTerraform } from '../adoption/terraform';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { otherHolder } from '../deployment/holders';
import { stillThere } from '../deployment/retained';
import { byName } from '../copies/find-registries';
import type { Retained } from '../domain/destruction';
import type { NamedPlace, Place } from '../domain/image-records';
import { readText } from '../session/files';
import type { Flags } from '../session/flags';
import type { SessionWith } from '../session/session';

export interface SourceFlags extends Flags {
  readonly from?: readonly (Place | NamedPlace)[];
  readonly all?: boolean;
  readonly retained?: boolean;
  readonly fromTerraform?: string;
}

/** Registries to begin with, or the whole account. */
export interface Source {
  readonly places: readonly Place[] | 'all';
  readonly terraform?: TerraformState;
}

/** Refuses no source and several; a state of Terraform may need the regions of some. */
export function requireOneSource({ from, all, retained, fromTerraform }: SourceFlags): void {
  const given = [fromTerraform === undefined && from !== undefined, all, retained, fromTerraform !== undefined];
  if (given.filter(Boolean).length !== 1 || (from !== undefined && (all || retained))) {
    throw new Error(
      'What is adopted is named in one way: --from cri-...@REGION or REGION/NAME for registries and what rules tie to them, --all for an account, ' +
        '--retained for what destroy left of the app, or --from-terraform FILE.',
    );
  }
}

export async function sourceOf(session: SessionWith<SourceFlags>): Promise<Source> {
  const { all, retained, fromTerraform } = session.flags;
  const from = await placesNamed(session);
  if (fromTerraform !== undefined) {
    const terraform = readTerraform(readText(fromTerraform), fromTerraform);
    const named = from.map(({ instanceId }) => instanceId);
    refuseUnplaced(
      terraform.unplaced.filter(id => !named.includes(id)),
      fromTerraform,
    );
    return {
      places: [...terraform.places.filter(({ instanceId }) => !named.includes(instanceId)), ...from],
      terraform,
    };
  }
  if (retained) {
    return { places: await retainedBy(session) };
  }
  return { places: all ? 'all' : from };
}

/** The registries of `--from`, each once, by whatever they are named. */
async function placesNamed({ flags: { from = [] }, cloud }: SessionWith<SourceFlags>): Promise<Place[]> {
  const places = await sideBySide(from, async one =>
    'instanceId' in one ? one : byName(one, (await cloud()).cr, { option: '--from' }),
  );
  const twice = places.find(({ instanceId }, i) => places.slice(0, i).some(other => other.instanceId === instanceId));
  if (twice !== undefined) {
    throw new Error(`--from names ${twice.instanceId}@${twice.region} twice. Name it once.`);
  }
  return places;
}

function refuseUnplaced(unplaced: readonly string[], file: string): void {
  if (unplaced.length > 0) {
    throw new Error(
      `${file} does not tell the region of ${unplaced.join(', ')}. Add ${unplaced.map(id => `--from ${id}@REGION`).join(' ')}.`,
    );
  }
}

/** The registries that the app once bought and whose stacks are gone. */
async function retainedBy({ stacks, cloud }: SessionWith<SourceFlags>): Promise<Place[]> {
  const { cr, ros } = await cloud();
  const { registries, unknown } = await stillThere(stacks, cr, await ros.regions());
  const silent = [...unknown].sort().map(([region, reason]) => `${region} (${reason})`);
  if (silent.length > 0) {
    throw new Error(`What is retained is not known of ${silent.join(', ')}. Run this again later.`);
  }
  const owners = await sideBySide(registries, registry => ownerOf(registry, ros));
  const left = registries.filter((_, i) => owners[i] === undefined);
  if (left.length === 0) {
    const kept = registries.map(({ physicalId }, i) => `${physicalId} is in ${owners[i]}`);
    throw new Error(
      [
        'Nothing is retained of what the app declares.',
        ...(kept.length > 0 ? [`${kept.join(', ')}, which exists.`] : []),
      ].join(' '),
    );
  }
  return left.map(({ region, physicalId }) => ({ region, instanceId: physicalId }));
}

/** The stack that has a registry still: the declared one, or of one that is only known by its name, whichever has made it. */
async function ownerOf({ region, stack, physicalId }: Retained, ros: RosClient): Promise<string | undefined> {
  if (stack !== '') {
    return (await ros.findStack(region, stack)) === undefined ? undefined : stack;
  }
  return (await otherHolder(physicalId, { ros, listed: () => ros.listStacks(region) }))?.name;
}
