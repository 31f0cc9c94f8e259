/** A command that adopts registries: it writes an app of them, which is planned, deployed and added to. */
import * as fc from 'fast-check';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Source, adoptable, named } from './adoptable';
import type { Ended, WrittenApp } from './deployer';
import { type Consent, NO_CONSENT } from './orders';
import { type Model, type Place, complain, silence } from './place';
import { judge } from './running';
import type { Verdict } from './verdict';
import { stackTitled, titleOf } from './world';
import { sourceFile, sourceOf } from './written-app';

/** The mark of what an adopted app makes. */
const NAME = 'adopted';
/** Namespaces that such apps are given. */
const ADDED = /^added-/;

/** What `adopt --json` gives, as far as it is compared. */
interface Told {
  readonly fingerprint: string;
  readonly registries: readonly { readonly primary: Id; readonly replicas: readonly Id[] }[];
}

interface Id {
  readonly instanceId: string;
}

export class Adopting implements fc.AsyncCommand<Model, Place> {
  /** @param adds whether the app is given a namespace then */
  constructor(
    private readonly source: Source,
    private readonly adds: boolean,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, place: Place): Promise<void> {
    const before = place.look();
    const expected = adoptable(this.source, model.app, before, model.down);
    const verdict = expected.length > 0 ? 'done' : 'refused';
    const project = mkdtempSync(join(place.deployer.directory, 'adopted-'));
    const ended = await this.adopt(model, place, { out: project });
    place.story.push(`${this.toString()}  -> exit code ${ended.code}`);
    place.tally.step('adopt');
    place.tally.count('adopt', verdict, ended.code);
    complain([...judge(ended, verdict), ...silence(ended), ...differing('adopt changes', place.look(), before)]);
    if (ended.code === 0) {
      const told = JSON.parse(ended.stdout) as Told;
      complain(differing('adopt reads', idsIn(told), expected.map(({ id }) => id).sort()));
      place.tally.judged({ 'what is adopted stays as it is': expected.length });
      await this.deployAsItIs({ project, name: NAME }, place);
      const after = await this.adopt(model, place, { fingerprint: true });
      complain(differing('adopt tells', (JSON.parse(after.stdout) as Told).fingerprint, told.fingerprint));
    }
    const { consent, broken } =
      ended.code === 0 && this.adds
        ? await deployMore({ project, name: NAME }, model, place)
        : { consent: NO_CONSENT, broken: [] };
    await place.check(model, before, consent, broken);
  }

  toString(): string {
    const source = typeof this.source === 'string' ? `--${this.source}` : `--from registry ${this.source.from}`;
    return `adopt ${source}${this.adds ? '; edit: add a namespace to what was adopted; deploy --yes' : ''}`;
  }

  private adopt({ app }: Model, place: Place, flags: object): Promise<Ended> {
    const source = typeof this.source === 'string' ? { [this.source]: true } : { from: placesOf(this.source, place) };
    const all = { ...source, language: 'typescript', json: true, ...flags };
    return place.withTime(() => place.deployer.run('adopt', app, all));
  }

  /** Whatever is there is taken as it is, so there is nothing to make, to change or to delete. */
  private async deployAsItIs(app: WrittenApp, place: Place): Promise<void> {
    const before = place.look();
    const planned = await place.withTime(() => place.deployer.run('plan', app, { json: true }));
    const { create, update, refused, unknown } = (JSON.parse(planned.stdout) as Planned).summary;
    const isEmpty = differing('the plan of an adopted app has', { create, update, refused, unknown }, NOTHING);
    complain(isEmpty.length > 0 ? [...isEmpty, planned.text] : []);
    const ended = await place.withTime(() => place.deployer.run('deploy', app, { yes: true, concurrency: 8 }));
    place.tally.count('deploy of what was adopted', 'done', ended.code);
    complain([...judge(ended, 'done'), ...differing('an adopted app changes', place.look(), before)]);
  }
}

interface Planned {
  readonly summary: Readonly<Record<string, number>>;
}

const NOTHING = { create: 0, update: 0, refused: 0, unknown: 0 };

const placesOf = (source: { readonly from: number }, place: Place) => {
  const registry = named(source, place.look());
  return [{ instanceId: registry?.id ?? 'cri-nowhere', region: registry?.region ?? 'eu-central-1' }];
};

const idsIn = ({ registries }: Told): string[] =>
  registries.flatMap(({ primary, replicas }) => [primary, ...replicas].map(({ instanceId }) => instanceId)).sort();

function differing(what: string, is: unknown, should: unknown): string[] {
  const [one, other] = [is, should].map(value => JSON.stringify(value));
  return one === other ? [] : [`${what} ${one}, but should ${other}`];
}

/** Somebody goes on with an app that was adopted: what he adds is made, and of what is there nothing is touched. */
async function deployMore(
  app: WrittenApp,
  model: Model,
  place: Place,
): Promise<{ consent: Consent; broken: string[] }> {
  const text = sourceOf(app);
  const before = place.look();
  const added = before.registries.flatMap(({ namespaces }) => Object.keys(namespaces)).filter(name => ADDED.test(name));
  writeFileSync(
    sourceFile(app.project),
    text.replace('namespaces: [', `namespaces: [{ name: 'added-${added.length}' }, `),
  );
  const stacks = place.deployer
    .stacksOf(app)
    .map(stack => ({ title: titleOf(stack), stack: stackTitled(before, titleOf(stack)) }));
  complain(
    stacks.filter(({ stack }) => stack !== undefined).map(({ title }) => `an adopted app meets the stack ${title}`),
  );
  // Who is let in nobody declares here, but that everybody is, is told after each deployment.
  const isOpen = before.registries.some(({ isOnline, entries }) => isOnline && entries.length === 0);
  const verdict: Verdict = model.isArmed || isOpen ? 'open' : 'done';
  const ended = await place.withTime(() => place.deployer.run('deploy', app, { yes: true, concurrency: 8 }));
  place.heal(model);
  place.story.push(`  and adds a namespace to it  -> exit code ${ended.code}`);
  place.tally.count('deploy of more than was adopted', verdict, ended.code);
  return {
    consent: { ...NO_CONSENT, change: new Set(stacks.map(({ title }) => title)) },
    broken: [...judge(ended, verdict), ...silence(ended)],
  };
}

const source: fc.Arbitrary<Source> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ from: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.constant('all' as const) },
  { weight: 1, arbitrary: fc.constant('retained' as const) },
);

export const adopting = fc.tuple(source, fc.boolean()).map(all => new Adopting(...all));
