import type { RepositoryPlace } from '../domain/image-records';
import { type Finding, isBroken } from './compare';
import type { CopyRule } from './copy-rule';
import { pathOf } from './holdings';
import { helpAgainst } from './issue';
import { type Room, noRoomFor } from './room';

/** A copy that would be started. */
export interface PlannedCopy {
  readonly finding: Finding;
  readonly target: RepositoryPlace;
  readonly rule?: CopyRule;
}

/** A tag that is not copied, and why. */
export interface Spared {
  readonly finding: Finding;
  readonly reason: string;
}

export interface BackfillPlan {
  readonly copies: readonly PlannedCopy[];
  readonly spared: readonly Spared[];
}

/** What has to be copied so that every tag that a rule takes is the same everywhere, and what cannot be. */
export function planBackfill(
  findings: readonly Finding[],
  roomAt: (target: RepositoryPlace) => Room,
  overwrite: boolean,
): BackfillPlan {
  const copies: PlannedCopy[] = [];
  const spared: Spared[] = [];
  const made = new Made();
  for (const finding of findings.filter(isBroken)) {
    const room = roomAt(finding.target);
    const reason = obstacle(finding, room, overwrite, made.before(finding.target));
    if (reason === undefined) {
      copies.push({ finding, target: finding.target, rule: finding.rule });
      made.add(finding.target, room);
    } else {
      spared.push({ finding, reason });
    }
  }
  return { copies, spared };
}

/** The repositories that copies make, which take up room for others. */
class Made {
  private readonly paths = new Map<string, Set<string>>();

  add(target: RepositoryPlace, { repositories }: Room): void {
    if (!repositories.has(pathOf(target))) {
      this.at(target).add(pathOf(target));
    }
  }

  /** How many there are before that of a target. */
  before(target: RepositoryPlace): number {
    const paths = this.at(target);
    return paths.has(pathOf(target)) ? Number.NEGATIVE_INFINITY : paths.size;
  }

  private at({ instanceId }: RepositoryPlace): Set<string> {
    const found = this.paths.get(instanceId) ?? new Set();
    this.paths.set(instanceId, found);
    return found;
  }
}

function obstacle(
  { kind, immutable, copying, target }: Finding,
  room: Room,
  overwrite: boolean,
  made: number,
): string | undefined {
  if (kind === 'different' && copying) {
    return 'it is being copied there right now; run this again when that has ended';
  }
  if (kind === 'different' && immutable) {
    return `tags are immutable there and it names another image. ${helpAgainst('TAG_CONFLICT')}`;
  }
  if (kind === 'different' && !overwrite) {
    return 'it names another image there; --overwrite replaces that';
  }
  const none = noRoomFor(target, room, 'there', made);
  return none && `${none.reason}. ${none.help}`;
}

export interface Total {
  readonly region: string;
  readonly copies: number;
  /** At most so many: layers that are there already are not sent again. */
  readonly bytes: number;
}

export function totalsOf(copies: readonly PlannedCopy[]): Total[] {
  const regions = [...new Set(copies.map(({ target }) => target.region))].sort();
  return regions.map(region => {
    const there = copies.filter(({ target }) => target.region === region);
    return { region, copies: there.length, bytes: there.reduce((sum, { finding }) => sum + finding.bytes, 0) };
  });
}

/** Beyond this, copying tag by tag is not what the service recommends. Its pages name no number; this one is ours. */
export const MANY_COPIES = 1_000;
export const MANY_BYTES = 500 * 1024 ** 3;

export const isMany = (copies: readonly PlannedCopy[]): boolean =>
  copies.length > MANY_COPIES || copies.reduce((sum, { finding }) => sum + finding.bytes, 0) > MANY_BYTES;
