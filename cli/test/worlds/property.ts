/** The property itself, and how its failure is told. */
import * as fc from 'fast-check';
import { type App } from './app';
import { adopting } from './adopting';
import { app } from './edits';
import { acting, downing, editing, failing, pushing, retaking } from './happening';
import { Broken, type Model, Place } from './place';
import { deploying, destroying, ordinary } from './running';
import { carryingOut, saving } from './saving';
import { type Counted, Tally } from './tally';

const LONGEST = 16;
/** Milliseconds after which a story stands still, which is wrong too: it takes a tenth of a second. */
const STANDSTILL = 30_000;

type Commands = Iterable<fc.AsyncCommand<Model, Place>>;

const commandsOf = (replayPath?: string): fc.Arbitrary<Commands> =>
  fc.commands<Model, Place, false>(
    [
      ...[ordinary, ordinary, ordinary, deploying, deploying, deploying],
      ...[editing, editing, editing, editing, acting, acting, acting],
      ...[
        destroying,
        destroying,
        adopting,
        adopting,
        retaking,
        failing,
        downing,
        pushing,
        saving,
        carryingOut,
        carryingOut,
      ],
    ],
    { maxCommands: LONGEST, size: 'max', replayPath },
  );

/** A story: an app, the order in which things go on that happen side by side, and what happens. */
const storyOf = (tally: Tally, replayPath?: string) =>
  fc.asyncProperty(app, fc.nat(), commandsOf(replayPath), async (first, seed, commands) => {
    const place = await Place.open(seed, tally);
    try {
      const model = { app: first, down: new Set<string>(), isArmed: false };
      await fc.asyncModelRun(() => ({ model, real: place }), commands);
    } catch (error) {
      throw new Wrong(place.story, error as Error);
    } finally {
      place.close();
    }
  });

/** Which stories are told. */
export interface Telling {
  readonly stories: number;
  readonly seed: number;
  /** One story alone, as a failure names it. */
  readonly path?: string;
  readonly replayPath?: string;
}

/** `SEED`, or `SEED PATH REPLAY` as a failure names its story. */
export function tellingOf(stories: number, text: string): Telling {
  const [seed, path, replayPath] = text.split(' ');
  return { stories, seed: Number(seed), path, replayPath };
}

/** A story that went wrong, as it was when it did. */
class Wrong extends Error {
  constructor(
    readonly story: readonly string[],
    readonly cause: Error,
  ) {
    super(cause.message);
  }
}

type Told = fc.RunDetails<[App, number, Commands]>;

/** What came of stories. */
export interface Outcome {
  /** What to read where one went wrong, shortened as far as it still did. */
  readonly failure?: string;
  readonly counted: Counted;
}

/**
 * Tells random stories.
 *
 * @param again what to type to tell one alone, with STORY for how it is named
 */
export async function tellStories({ stories, seed, path, replayPath }: Telling, again: string): Promise<Outcome> {
  const tally = new Tally();
  const told = await fc.check(storyOf(tally, replayPath), {
    numRuns: stories,
    seed,
    path,
    endOnFailure: path !== undefined,
    timeout: STANDSTILL,
  });
  return { failure: told.failed ? failureText(told, again) : undefined, counted: tally.counted };
}

function failureText(
  { counterexample, counterexamplePath, errorInstance, numRuns, numShrinks, seed }: Told,
  again: string,
): string {
  const [first, , commands] = counterexample!;
  const [, replay] = /replayPath="(.*)"/.exec(String(commands)) ?? [];
  const { story, cause } = errorInstance as Wrong;
  return [
    `Wrong in story ${numRuns}, shortened ${numShrinks} times. The app: ${JSON.stringify(first)}`,
    ...story.map((text, i) => `  ${i + 1}. ${text}`),
    cause instanceof Broken ? `Then ${cause.message}` : String(cause.stack),
    `Again: ${again.replace('STORY', [seed, counterexamplePath, replay].join(' '))}`,
  ].join('\n');
}
