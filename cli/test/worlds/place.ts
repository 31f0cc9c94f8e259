import type { App } from './app';
import { Deployer, type Ended } from './deployer';
import { Engine } from './engine';
import { brokenLaws, casesOf } from './laws';
import { look } from './look';
import { type Consent, type Deploy, NO_CONSENT } from './orders';
import type { Tally } from './tally';
import { type Told, truthOf, untruths } from './truth';
import type { World } from './world';
import { inTimeOf } from './virtual-time';

/** What the story has brought about, as far as it does not stand in the account. */
export interface Model {
  app: App;
  readonly down: Set<string>;
  /** Whether ROS will fail at something once. */
  isArmed: boolean;
  saved?: Saved;
}

/** A plan that lies in a file, and the world that it saw. */
export interface Saved {
  readonly file: string;
  readonly order: Deploy;
  readonly app: App;
  readonly world: World;
}

/** Where a story takes place: the account, and the deployer beside it. */
export class Place {
  readonly deployer: Deployer;
  /** What has happened here so far. */
  readonly story: string[] = [];

  private constructor(
    readonly engine: Engine,
    readonly tally: Tally,
  ) {
    this.deployer = new Deployer(engine);
  }

  static async open(seed: number, tally: Tally): Promise<Place> {
    return new Place(await Engine.start(seed), tally);
  }

  look(): World {
    return look(this.engine);
  }

  /** Does something and lets everything come to an end that follows from it; then nothing may be broken. */
  async withTime<T>(work: () => Promise<T>): Promise<T> {
    return inTimeOf(this.engine.turns, async () => {
      const result = await work();
      await this.engine.turns.quiet();
      await this.engine.rest();
      return result;
    });
  }

  /** Fails unless all laws hold, and `status` tells the truth and changes nothing. */
  async check({ app, down }: Model, before: World, consent: Consent, more: readonly string[] = []): Promise<void> {
    const after = this.look();
    this.tally.judged(casesOf(before, after));
    complain([...more, ...brokenLaws(before, after, consent)]);
    const { code, stdout, text } = await this.withTime(() => this.deployer.run('status', app, { json: true }));
    if (!stdout.startsWith('{')) {
      complain([`status fails: ${text}`]);
    }
    const told = JSON.parse(stdout) as Told;
    const truth = truthOf(app, after, down);
    this.tally.judged({
      'status tells the truth of stacks': truth.stacks.length,
      'status tells the truth of registries': Object.keys(truth.registries).length,
      'status tells the truth of rules': Object.keys(truth.rules).length,
    });
    complain([...untruths(told, code!, truth), ...brokenLaws(after, this.look(), NO_CONSENT)]);
  }

  /** ROS fails at nothing any more; only regions that are down stay down. */
  heal(model: Model): void {
    this.engine.faults.clear();
    model.isArmed = false;
    model.down.forEach(region => this.engine.faults.add({ kind: 'region-down', region }));
  }

  close(): void {
    this.deployer.close();
  }
}

/** Something is not as it must be. */
export class Broken extends Error {}

/** Fails with all that is broken. */
export function complain(broken: readonly string[]): void {
  if (broken.length > 0) {
    throw new Broken(broken.join('\n'));
  }
}

/** Whether a command that did not end well says why, and what to do next. */
export function silence({ code, text }: Ended): string[] {
  if (code === undefined || code === 0) {
    return [];
  }
  const failures = text.split(/^(?:Failed: |Left running)/m).slice(1);
  const mute = failures.filter(failure => !/^.+\n +\S[^]*\n +Next: \S/.test(failure));
  const isThrown =
    /^error: .{20}/ms.test(text) ||
    /^Not everything is as it is declared\. What is not:\n {2}global-registry\b/m.test(text) ||
    /^Not searched for stacks that left the app: [^]*^Next: search again [^]*^ {2}global-registry\b/m.test(text);
  if (mute.length > 0 || (failures.length === 0 && !isThrown)) {
    return [`it failed without a reason or without what to do next:\n${text}`];
  }
  return [];
}
