import type { StackImport } from '../importing/plan';
import type { Imported } from '../importing/run';
import { title } from '../domain/model';
import type { Colours } from '../session/output';
import { type Again, columns, commandText, count, paragraph } from './text';

/** How an import ended. */
export interface ImportEnding {
  readonly planned: readonly StackImport[];
  readonly imported: readonly Imported[];
  /** The fingerprints of the registries. */
  readonly before: string;
  readonly after: string;
  /** What is another after it than before. */
  readonly differences: readonly string[];
  /** What to run to go on. */
  readonly again: string;
}

/** What is to be taken into which stack, and what stays outside. */
export function planText(planned: readonly StackImport[], colours: Colours): string {
  const stacks = planned.filter(({ resources }) => resources.length > 0);
  const left = planned.filter(one => one.left.length > 0);
  return [
    ...(stacks.length > 0 ? [`${colours.bold('To be imported:')}\n${stacks.map(stackText).join('\n')}`] : []),
    ...(left.length > 0 ? [`${colours.bold('Left outside of stacks:')}\n${left.map(leftText).join('\n')}`] : []),
    ...(stacks.length + left.length === 0
      ? ['Nothing is to be imported: what the app declares is in its stacks, or does not exist.']
      : []),
  ].join('\n\n');
}

function stackText({ stack, live, resources }: StackImport): string {
  const rows = resources.map(({ logicalId, type, identifier }) => [logicalId, type, nameIn(identifier)]);
  return `  ${stack.name}  ${stack.region}${live === undefined ? '  new' : ''}\n${columns(rows, 4)}`;
}

/** What names a resource on its instance; an instance by its id. */
const nameIn = ({ InstanceId, ...others }: Readonly<Record<string, string>>): string =>
  Object.values(others).join(' ') || InstanceId;

const leftText = ({ stack, left }: StackImport): string =>
  left.map(({ logicalId, reason }) => paragraph(`${stack.name}, ${logicalId}: ${reason}.`, 2)).join('\n');

/** Why nothing at all can be imported. */
export const refusalText = (planned: readonly StackImport[]): string => {
  const reasons = planned.flatMap(({ stack, left }) =>
    left.map(({ logicalId, reason }) => `${stack.name}, ${logicalId}: ${reason}`),
  );
  return `Nothing of what exists can be imported: ${reasons.join('; ')}.`;
};

export function importText(ending: ImportEnding, next: Again, colours: Colours): string {
  const { planned, imported, before, after, differences, again } = ending;
  const failed = imported.filter(({ reason }) => reason !== undefined);
  const done = imported.filter(({ reason }) => reason === undefined);
  const resources = done.reduce((sum, { planned: one }) => sum + one.resources.length, 0);
  const wanted = planned.filter(one => one.resources.length > 0).length;
  const untried = planned.filter(one => one.resources.length > 0 && !imported.some(other => other.planned === one));
  return [
    `${count(resources, 'resource')} imported into ${count(done.length, 'stack')}${done.length < wanted ? `, of ${wanted}` : ''}.`,
    ...failed.map(({ planned: { stack }, status, reason }) =>
      [colours.red(`Failed: ${stack.name} (${stack.region}), ${status}`), paragraph(reason!, 2)].join('\n'),
    ),
    ...(untried.length > 0 ? [paragraph(`Not tried: ${untried.map(({ stack }) => title(stack)).join(', ')}.`)] : []),
    `Fingerprint of all tags, digests and settings:\n  before  ${before}\n  after   ${after}`,
    differences.length === 0
      ? 'They are the same: nothing was changed.'
      : paragraph(`They differ, by an import or by somebody else meanwhile, in: ${differences.join(', ')}.`),
    ...nextTexts(done.length, failed.length + untried.length, again, next),
  ].join('\n\n');
}

function nextTexts(done: number, open: number, again: string, next: Again): string[] {
  if (open > 0) {
    const advice = 'Correct what failed; what was imported is left alone then, and the rest is tried again:';
    return [commandText(`Next: ${advice}`, again)];
  }
  const advice =
    'see what a deployment adds: the guards of the stacks, which an import cannot bring, and what is new in the app:';
  return done > 0 ? [commandText(`Next: ${advice}`, next('plan'))] : [];
}

/** The same as data; see json-schema/adopt-import.json. */
export const importData = ({ planned, imported, before, after, differences }: ImportEnding): unknown => ({
  command: 'adopt',
  stacks: planned.map(({ stack, resources, left }) => {
    const outcome = imported.find(({ planned: one }) => one.stack === stack);
    return {
      name: stack.name,
      region: stack.region,
      result: outcome === undefined ? 'not imported' : outcome.reason === undefined ? 'imported' : 'failed',
      status: outcome?.status ?? null,
      reason: outcome?.reason ?? null,
      resources: resources.map(({ logicalId, type, identifier }) => ({ logicalId, type, identifier })),
      left,
    };
  }),
  fingerprint: { before, after, same: before === after },
  differences,
});
