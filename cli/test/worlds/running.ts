/** Commands that run the deployer. */
import * as fc from 'fast-check';
import { PREFIX, REGIONS } from './app';
import { perform } from './console';
import { type Edit, edit } from './edits';
import type { ApiCall } from './engine';
import type { Death, Ended } from './deployer';
import { type Fate, QUIET, circumstances, destiny, fate } from './fates';
import { brokenLaws } from './laws';
import {
  type Consent,
  type Deploy,
  type Destroy,
  NO_CONSENT,
  type Order,
  consentOf,
  orphansOf,
  selectedOf,
} from './orders';
import { type Model, type Place, silence } from './place';
import { type Verdict, confirmationOf, missing, remaining, verdictOf } from './verdict';
import { type World, stackTitled, titleOf } from './world';

const often = (weight: number) => fc.nat({ max: weight }).map(n => n > 0);
const seldom = (weight: number) => fc.nat({ max: weight }).map(n => n === 0);

const only = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.subarray(REGIONS, { minLength: 1 }) },
);
/** All names of stacks, or of apps, that there can be. */
const NAMES = [
  ...REGIONS.map(region => `${PREFIX}-${region}`),
  ...REGIONS.map(region => `${PREFIX}-${REGIONS[0]}-to-${region}`),
];
const APPS = ['/Acme', 'images'];
const takeOver = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.constantFrom(NAMES, APPS) },
);

const deploy: fc.Arbitrary<Deploy> = fc
  .record({ yes: often(8), allow: seldom(2), prune: fc.boolean(), takeOver, only })
  .map(given => ({ command: 'deploy', ...given, prune: given.prune && given.only.length === 0 }));

const destroy: fc.Arbitrary<Destroy> = fc
  .record({ confirm: often(6), allow: seldom(1), orphans: seldom(2), takeOver, only })
  .map(given => ({ command: 'destroy', ...given, only: given.orphans ? [] : given.only }));

/** An order with everything that becomes of it. */
export class Running implements fc.AsyncCommand<Model, Place> {
  constructor(
    private readonly order: Order,
    private readonly fate: Fate,
    private readonly edited?: Edit,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, place: Place): Promise<void> {
    const { order, fate, edited } = this;
    model.app = edited?.change(model.app) ?? model.app;
    const before = place.look();
    const verdict = this.verdict(model, before);
    const consent = verdict === 'refused' ? NO_CONSENT : consentOf(order, model.app, before);
    const happening = this.happening(model, place, consent);
    const ends = await place.withTime(() => this.carryOut(model, place, before));
    place.engine.forget();
    const came = ends.map(({ code }) => (code === undefined ? 'killed' : `exit code ${code}`));
    place.story.push(`${this.toString()}  -> ${came.join(', ')}${happening.said()}`);
    ends.forEach(({ code }) => place.tally.count(order.command, verdict, code));
    place.tally.step(`${order.command}${circumstances(fate)}`);
    const rivalry = this.rivalry(model, place, before, ends);
    place.heal(model);
    const judged = [...ends.flatMap(ended => [...silence(ended), ...judge(ended, verdict)]), ...rivalry];
    const isAlone = fate.meanwhile === undefined;
    const good = isAlone && ends.some(({ code }) => code === 0);
    const unfinished = good ? this.unfinished(model, before, place.look()) : [];
    const { from, consent: left, broken } = happening.outcome() ?? { from: before, consent, broken: [] };
    await place.check(model, from, left, [...judged, ...unfinished, ...broken]);
  }

  toString(): string {
    return `${this.edited ? `edit: ${this.edited.said}; ` : ''}${typed(this.order)}${destiny(this.fate)}`;
  }

  private verdict({ app, down, isArmed }: Model, world: World): Verdict {
    const verdict = verdictOf(this.order, app, world, down);
    const { death: dies, rival, meanwhile } = this.fate;
    const isDisturbed = meanwhile !== undefined || (verdict === 'done' && (dies !== undefined || rival || isArmed));
    return isDisturbed ? 'open' : verdict;
  }

  /** Of two that do the same at once, and in whose way nothing else stands, one at least ends well. */
  private rivalry({ app, down, isArmed }: Model, place: Place, before: World, ends: readonly Ended[]): string[] {
    const { death: dies, rival } = this.fate;
    if (!rival || dies !== undefined || isArmed || verdictOf(this.order, app, before, down) !== 'done') {
      return [];
    }
    place.tally.judged({ 'of two that do the same at once, one ends well': 1 });
    return ends.every(({ code }) => code !== 0) ? [nobodyWins(ends)] : [];
  }

  private async carryOut(model: Model, place: Place, before: World): Promise<Ended[]> {
    const { order, fate } = this;
    const flags = flagsOf(order, model, before);
    const run = (dies?: Death) => place.deployer.run(order.command, model.app, flags, { death: dies });
    const first = await Promise.all([run(fate.death), ...(fate.rival ? [run()] : [])]);
    return fate.again && first[0].code === undefined ? [...first, await run()] : first;
  }

  private unfinished({ app, down }: Model, before: World, after: World): string[] {
    const { order } = this;
    return order.command === 'deploy' ? missing(order, app, after, down) : remaining(order, app, before, after, down);
  }

  /** What others do meanwhile is theirs: what is judged is what was done before it, and after it. */
  private happening({ app }: Model, place: Place, consent: Consent) {
    const before = place.look();
    let said = '';
    let outcome: { from: World; consent: Consent; broken: string[] } | undefined;
    const { meanwhile } = this.fate;
    if (meanwhile !== undefined) {
      let left = meanwhile.calls;
      const isDue = (call: ApiCall) => {
        left -= meanwhile.isLate && !place.deployer.hasShown ? 0 : 1;
        return left < 0 && meanwhile.act.isAt?.(call) !== false;
      };
      const happens = async (call: ApiCall) => {
        const until = place.look();
        said = perform(meanwhile.act, place.engine, call) ?? '';
        const touched = place.deployer.hasShown ? touchedBy(until, place.look()) : new Set<string>();
        await (meanwhile.isSlow ? place.engine.rest() : undefined);
        const from = place.look();
        const later = consentOf(this.order, app, from);
        outcome = { from, consent: narrowed(consent, later, touched), broken: brokenLaws(before, until, consent) };
      };
      place.engine.meanwhile({ isDue, happens });
    }
    return { said: () => said && `; meanwhile: ${said}`, outcome: () => outcome };
  }
}

/** The stacks that somebody has changed, made or deleted: what the plan showed of them holds no more. */
function touchedBy(before: World, after: World): Set<string> {
  const titles = [...new Set([...before.stacks, ...after.stacks].map(titleOf))];
  return new Set(
    titles.filter(title => {
      const [one, other] = [stackTitled(before, title), stackTitled(after, title)];
      return (
        JSON.stringify([one?.id, one?.template, one?.status]) !==
        JSON.stringify([other?.id, other?.template, other?.status])
      );
    }),
  );
}

function narrowed(one: Consent, other: Consent, without: ReadonlySet<string>): Consent {
  const both = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
    new Set([...a].filter(title => b.has(title) && !without.has(title)));
  return { change: both(one.change, other.change), remove: both(one.remove, other.remove), images: one.images };
}

const nobodyWins = (ends: readonly Ended[]): string =>
  `two did the same at once, and neither ended well:\n${ends.map(({ text }) => text).join('\n')}`;

/** Where an order has not ended as it has to. */
export function judge({ code, text }: Ended, verdict: Verdict): string[] {
  if (verdict === 'done' && code !== undefined && code !== 0) {
    return [`nothing stands in its way, but it fails:\n${text}`];
  }
  return verdict === 'refused' && code === 0 ? [`it had to be refused, but it ends well:\n${text}`] : [];
}

export function flagsOf(order: Order, { app }: Model, world: World): object {
  const given = (list: readonly string[]) => (list.length > 0 ? list : undefined);
  const { allow, takeOver: taken, only: meant } = order;
  const common = {
    concurrency: 8,
    allowDelete: allow ? [PREFIX] : undefined,
    takeOver: given(taken),
    only: given(meant),
  };
  if (order.command === 'deploy') {
    return { ...common, yes: order.yes, prune: order.prune };
  }
  const selected = selectedOf(order, app).flatMap(({ title }) => stackTitled(world, title) ?? []);
  const doomed = order.orphans ? orphansOf(app, world) : selected;
  return { ...common, orphans: order.orphans, confirm: order.confirm ? confirmationOf(doomed, app) : 'something else' };
}

export function typed(order: Order): string {
  const names = (option: string, list: readonly string[]) => {
    const shown = list.length > REGIONS.length ? [...list.slice(0, 1), '...'] : list;
    return shown.length > 0 ? ` ${option} ${shown.join(' ')}` : '';
  };
  const switches = Object.entries(order).flatMap(([name, value]) =>
    value === true ? [` --${name === 'allow' ? `allow-delete ${PREFIX}` : name}`] : [],
  );
  return `${order.command}${switches.join('')}${names('--only', order.only)}${names('--take-over', order.takeOver)}`;
}

export const deploying = fc
  .tuple(deploy, fate, fc.option(edit, { nil: undefined, freq: 2 }))
  .map(all => new Running(...all));
export const destroying = fc.tuple(destroy, fate).map(all => new Running(...all));
/** As somebody deploys on an ordinary day. */
export const ordinaryDeploy: Deploy = {
  command: 'deploy',
  yes: true,
  allow: false,
  prune: false,
  takeOver: [],
  only: [],
};
export const ordinary = fc.constant(undefined).map(() => new Running(ordinaryDeploy, QUIET));
