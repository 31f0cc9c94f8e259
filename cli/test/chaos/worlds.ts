/**
 * Tells 10,000 random stories of apps, deployers and accounts, of which the tests tell 300: see test/worlds. There is a process for each core;
 * which stories are told does not depend on how many there are.
 *
 * Usage: npm run chaos:worlds -w cli [-- stories [seed]]
 * WORLDS='...', as a failure says it, tells one story again.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { type Outcome, tellStories, tellingOf } from '../worlds/property';
import { type Counted, type Counts, NOTHING_COUNTED, together } from '../worlds/tally';

const STORIES = Number(process.argv[2] ?? 10_000);
const SEED = Number(process.argv[3] ?? 1);
/** Stories of one seed, after which something is said. */
const CHAPTER = 250;
const AGAIN = "WORLDS='STORY' npm run chaos:worlds -w cli";

interface Chapter {
  readonly stories: number;
  readonly seed: string;
}

const told = ({ stories, seed }: Chapter): Promise<Outcome> => tellStories(tellingOf(stories, seed), AGAIN);

function chaptersOf(stories: number, first: number): Chapter[] {
  const count = Math.ceil(stories / CHAPTER);
  return Array.from({ length: count }, (_, i) => ({
    stories: Math.min(CHAPTER, stories - i * CHAPTER),
    seed: String(first + i),
  }));
}

/** Has a process tell chapters, one after another, as long as there are any. */
function narrate(child: ChildProcess, left: Chapter[], heard: (chapter: Chapter, outcome: Outcome) => void) {
  return new Promise<void>((resolve, reject) => {
    let current: Chapter | undefined;
    const next = () => {
      current = left.shift();
      if (current === undefined) {
        child.disconnect();
        resolve();
      } else {
        child.send(current);
      }
    };
    child.on('message', (outcome: Outcome) => {
      try {
        heard(current!, outcome);
        next();
      } catch (error) {
        reject(error as Error);
      }
    });
    child.on('exit', code => reject(new Error(`A process ended with ${code} at seed ${current?.seed}.`)));
    next();
  });
}

const table = (title: string, counts: Counts): string =>
  [`${title}:`, ...Object.entries(counts).map(([name, times]) => `  ${String(times).padStart(7)}  ${name}`)].join('\n');

const summary = ({ steps, endings, cases }: Counted): string =>
  [
    table('What happened', steps),
    table('How the deployer ended, and whether it had to (done), must not (refused), or might (open)', endings),
    table('How often each promise had something to hold against', cases),
  ].join('\n\n');

async function tellAll(): Promise<Counted> {
  const left = chaptersOf(STORIES, SEED);
  const began = Date.now();
  let [counted, done] = [NOTHING_COUNTED, 0];
  const heard = ({ stories, seed }: Chapter, outcome: Outcome) => {
    if (outcome.failure !== undefined) {
      throw new Error(outcome.failure);
    }
    counted = together(counted, outcome.counted);
    done += stories;
    const pace = done / ((Date.now() - began) / 1000);
    const rest = Math.round((STORIES - done) / pace / 60);
    console.log(`seed ${seed}: ${done} of ${STORIES} stories, ${pace.toFixed(1)} a second, about ${rest} min left`);
  };
  const children = Array.from({ length: Math.min(availableParallelism(), left.length) }, () =>
    fork(__filename, ['worker']),
  );
  try {
    await Promise.all(children.map(child => narrate(child, left, heard)));
  } finally {
    // The deployer at work in them would take any other signal for its own.
    children.forEach(child => child.kill('SIGKILL'));
  }
  return counted;
}

async function main(): Promise<void> {
  if (process.env.WORLDS !== undefined) {
    const { failure } = await told({ stories: 1, seed: process.env.WORLDS });
    console.log(failure ?? 'All promises held.');
    process.exitCode = failure === undefined ? 0 : 1;
    return;
  }
  const counted = await tellAll();
  console.log(`\n${summary(counted)}\n\nAll promises held in ${STORIES} stories.`);
}

if (process.argv[2] === 'worker') {
  process.on('message', (chapter: Chapter) => void told(chapter).then(outcome => process.send!(outcome)));
  process.on('disconnect', () => process.exit()); // nobody listens any more
} else {
  void main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
