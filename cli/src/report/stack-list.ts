import type { DeclaredStack } from '../domain/model';
import type { Colours } from '../session/output';
import { type AppStory, originText, storyData, storyTexts } from './app-report';
import { columns, count } from './text';

type Waves = readonly (readonly DeclaredStack[])[];

/** The stacks of an app in the order of their deployment. */
export function listText(waves: Waves, colours: Colours): string {
  if (waves.length === 0) {
    return 'The app declares no stack.';
  }
  const rows = waves.flatMap((wave, index) =>
    wave.map(stack => [String(index + 1), stack.name, stack.region, kindOf(stack)]),
  );
  return columns([['WAVE', 'STACK', 'REGION', 'WHAT IT IS'].map(colours.dim), ...rows]);
}

/** In the words of the app: a registry is the primary or a replica. */
const kindOf = ({ role, tier, target }: DeclaredStack): string =>
  role === 'replication' && target !== undefined ? `sync rules to ${target.region}` : (tier ?? role);

/** The same as data; see json-schema/ls.json. */
export const listData = (waves: Waves): object => ({ command: 'ls', stacks: stacksData(waves) });

const stacksData = (waves: Waves): object[] =>
  waves.flatMap((wave, index) =>
    wave.map(({ name, region, role, tier, instanceName, key, dependsOn }) => ({
      name,
      region,
      wave: index + 1,
      role,
      tier: tier ?? null,
      instanceName: instanceName ?? null,
      id: key,
      dependsOn,
    })),
  );

/** What the app says, what it declares, and where that was written. */
export function synthText(waves: Waves, story: AppStory, colours: Colours): string {
  const stacks = waves.flat();
  const regions = new Set(stacks.map(({ region }) => region)).size;
  return [
    ...originText(story),
    listText(waves, colours),
    ...storyTexts(story, colours),
    `${count(stacks.length, 'stack')} in ${count(regions, 'region')}, and no errors.`,
  ].join('\n\n');
}

/** The same as data; see json-schema/synth.json. */
export const synthData = (waves: Waves, story: AppStory): object => ({
  command: 'synth',
  ...storyData(story),
  stacks: stacksData(waves),
});
