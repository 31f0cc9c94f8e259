/**
 * Tells 10,000 random stories of apps, deployers and accounts, of which the tests tell 300: see test/worlds.
 *
 * Usage: npm run chaos:worlds -w cli [-- stories [seed]]
 * WORLDS='...', as a failure says it, tells one story again.
 */
import { tellStories, tellingOf } from '../worlds/property';

const STORIES = Number(process.argv[2] ?? 10_000);
const SEED = Number(process.argv[3] ?? 1);
/** Stories of one seed, after which something is said. */
const CHAPTER = 500;

async function tell(stories: number, seed: string): Promise<string> {
  const telling = tellingOf(stories, seed);
  const { failure, endings } = await tellStories(telling, "WORLDS='STORY' npm run chaos:worlds -w cli");
  if (failure !== undefined) {
    throw new Error(failure);
  }
  const list = Object.entries(endings).map(([ending, times]) => `  ${String(times).padStart(5)} ${ending}`);
  return `all laws held; the deployer ran\n${list.join('\n')}`;
}

async function main(): Promise<void> {
  if (process.env.WORLDS !== undefined) {
    console.log(await tell(1, process.env.WORLDS));
    return;
  }
  for (let told = 0, seed = SEED; told < STORIES; seed++) {
    const stories = Math.min(CHAPTER, STORIES - told);
    const outcome = await tell(stories, String(seed));
    told += stories;
    console.log(`seed ${seed}: ${told} of ${STORIES} stories, ${outcome}`);
  }
}

void main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
