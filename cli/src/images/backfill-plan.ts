import type { NamespaceRecord, RepositoryPlace } from '../domain/image-records';
import { type Finding, isBroken } from './compare';
import type { CopyRule } from './copy-rule';
import { helpAgainst } from './issue';

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

/** What is known of a replica beyond its tags. */
export interface Room {
  /** The namespaces by their names. */
  readonly namespaces: ReadonlyMap<string, NamespaceRecord>;
  /** The paths of the repositories that are there. */
  readonly repositories: ReadonlySet<string>;
}

/** What has to be copied so that every tag that a rule takes is the same everywhere, and what cannot be. */
export function planBackfill(
  findings: readonly Finding[],
  roomAt: (target: RepositoryPlace) => Room,
  overwrite: boolean,
): BackfillPlan {
  const copies: PlannedCopy[] = [];
  const spared: Spared[] = [];
  for (const finding of findings.filter(isBroken)) {
    const reason = obstacle(finding, roomAt(finding.target), overwrite);
    if (reason === undefined) {
      copies.push({ finding, target: finding.target, rule: finding.rule });
    } else {
      spared.push({ finding, reason });
    }
  }
  return { copies, spared };
}

function obstacle({ kind, immutable, target }: Finding, room: Room, overwrite: boolean): string | undefined {
  if (kind === 'different' && immutable) {
    return `tags are immutable there and it names another image. ${helpAgainst('TAG_CONFLICT')}`;
  }
  if (kind === 'different' && !overwrite) {
    return 'it names another image there; --overwrite replaces that';
  }
  const namespace = room.namespaces.get(target.namespace);
  if (namespace === undefined) {
    return `the namespace ${target.namespace} does not exist there`;
  }
  return room.repositories.has(`${target.namespace}/${target.repository}`) || namespace.createsRepositories
    ? undefined
    : `the repository ${target.namespace}/${target.repository} does not exist there, and its namespace creates none by itself`;
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
