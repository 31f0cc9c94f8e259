import { startSimulator } from 'ros-cdk-simulator';
import type { ImageClient } from '../../src/cloud/image-client';
import type { Arrival } from '../../src/copies/journey-events';
import { clients } from '../support/cloud';
import { waitFor } from '../support/image-runs';
import { Star } from '../support/images';
import { random } from '../support/random';

const REGIONS = ['cn-hangzhou', 'us-east-1', 'ap-southeast-1'];
const IMAGE = 'prod/api:v1';

/** What happens while an image is waited for; each at the Nth call. */
interface Story {
  readonly follow: boolean;
  /** The tag is pushed again with another image. */
  readonly moves?: number;
  readonly down?: { readonly region: string; readonly from: number; readonly to: number };
}

function storyOf(next: () => number): Story {
  const from = Math.floor(next() * 25);
  return {
    follow: next() < 0.5,
    moves: next() < 0.4 ? 3 + Math.floor(next() * 40) : undefined,
    down:
      next() < 0.7
        ? { region: REGIONS[Math.floor(next() * REGIONS.length)], from, to: from + Math.floor(next() * 60) }
        : undefined,
  };
}

/** Waits once in a world of which half of the calls are throttled. Gives how it ended; throws where the promise was broken. */
export async function waitRun(seed: number): Promise<string> {
  const simulator = await startSimulator({ seed });
  const next = random(seed);
  try {
    const star = new Star(simulator, REGIONS);
    await star.rules();
    await simulator.advance(5_000);
    const { digest: first } = await star.push('prod/api', 'v1', 'the image that is waited for');
    const story = storyOf(next);
    simulator.faults.add({ kind: 'throttle', probability: 0.5 });
    simulator.faults.add({ kind: 'fail-sync', issue: 'NETWORK_ERROR', probability: 0.2, times: 5 });
    const witness = new Witness(star, story);
    const cloud = clients(simulator);
    const arrivals = await waitFor(star, IMAGE, {
      cloud,
      images: witness.watching(cloud.watch),
      follow: story.follow,
      random: next,
      onEvent: ({ kind }) => kind === 'confirming' && witness.begin(),
    });
    return judge(arrivals, story, first, witness);
  } finally {
    await simulator.close();
  }
}

/** Sees what the replicas really give, and lets the story happen. */
class Witness {
  /** What each region gave around the last look at it. */
  readonly seen = new Map<string, (string | undefined)[]>();
  moved?: string;
  private calls = 0;
  private fault?: string;

  constructor(
    private readonly star: Star,
    private readonly story: Story,
  ) {}

  begin(): void {
    this.seen.clear();
  }

  watching(images: ImageClient): ImageClient {
    return new Proxy(images, {
      get:
        (target, name) =>
        async (...parameters: unknown[]) => {
          await this.happen();
          const call = () =>
            (Reflect.get(target, name) as (...all: unknown[]) => Promise<unknown>).apply(target, parameters);
          return name === 'tag' ? this.witnessed((parameters[0] as { region: string }).region, call) : call();
        },
    });
  }

  private async witnessed<T>(region: string, look: () => Promise<T>): Promise<T> {
    const before = this.truth(region);
    try {
      return await look();
    } finally {
      this.seen.set(region, [before, this.truth(region)]);
    }
  }

  private truth(region: string): string | undefined {
    const place = region === this.star.primary.region ? this.star.primary : this.star.replica(region);
    return this.star.digestAt(place, 'prod/api', 'v1');
  }

  private async happen(): Promise<void> {
    const { faults } = this.star.simulator;
    const { moves, down } = this.story;
    const call = this.calls++;
    if (call === down?.from) {
      this.fault = faults.add({ kind: 'region-down', region: down.region });
    }
    if (this.fault !== undefined && call >= down!.to) {
      faults.remove(this.fault);
      this.fault = undefined;
    }
    if (call === moves) {
      this.moved = (await this.star.push('prod/api', 'v1', 'another image')).digest;
    }
  }
}

function judge(arrivals: readonly Arrival[], { follow }: Story, first: string, { moved, seen }: Witness): string {
  const results = [...new Set(arrivals.map(({ result }) => result))];
  const problem = (text: string) =>
    new Error(`${text}: ${JSON.stringify(arrivals.map(({ result, reason }) => [result, reason]))}`);
  if (arrivals.length !== REGIONS.length || results.length !== 1) {
    throw problem('Not one answer for all regions');
  }
  if (results[0] !== 'there') {
    const isMove =
      moved !== undefined && !follow && arrivals.every(({ reason }) => /moved meanwhile/.test(reason ?? ''));
    if (!isMove) {
      throw problem('It failed without a reason');
    }
    return 'told that the tag moved';
  }
  const [{ image }] = arrivals;
  if (image.digest !== first && !(follow && image.digest === moved)) {
    throw problem(`It waited for ${image.digest}, which nobody asked for`);
  }
  const lying = REGIONS.filter(region => !seen.get(region)?.includes(image.digest));
  if (lying.length > 0) {
    throw problem(`It said that ${image.digest} is in ${lying.join(', ')}, and it is not`);
  }
  return image.digest === first ? 'there' : 'there after the tag moved';
}
