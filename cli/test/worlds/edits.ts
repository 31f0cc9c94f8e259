/** What somebody changes in an app; the same app where it does not apply. Pure. */
import * as fc from 'fast-check';
import { type App, type AppNamespace, FILTERS, NAMESPACES, REGIONS, REPLICAS, specsOf } from './app';

export interface Edit {
  readonly said: string;
  readonly change: (app: App) => App;
}

const toggled = <T>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter(other => other !== item) : [...list, item];

const namespaceNamed = (name: string): AppNamespace => ({ name, autoCreate: true, tags: '.*' });

function toggleNamespace(app: App, name: string): App {
  const others = app.namespaces.filter(other => other.name !== name);
  if (others.length === app.namespaces.length) {
    return { ...app, namespaces: [...others, namespaceNamed(name)] };
  }
  return others.length === 0 ? app : { ...app, namespaces: others };
}

const inNamespace = (app: App, name: string, change: (it: AppNamespace) => Partial<AppNamespace>): App => ({
  ...app,
  namespaces: app.namespaces.map(it => (it.name === name ? { ...it, ...change(it) } : it)),
});

const replica = fc.constantFrom(...REPLICAS).map((region): Edit => ({
  said: `add or remove the replica ${region}`,
  change: app => ({ ...app, replicas: toggled(app.replicas, region) }),
}));
const namespace = fc.constantFrom(...NAMESPACES).map((name): Edit => ({
  said: `add or remove the namespace ${name}`,
  change: app => toggleNamespace(app, name),
}));
const filter = fc.constantFrom(...NAMESPACES).map((name): Edit => ({
  said: `change the rule of ${name}`,
  change: app => inNamespace(app, name, ({ tags }) => ({ tags: FILTERS.find(other => other !== tags)! })),
}));
const creation = fc.constantFrom(...NAMESPACES).map((name): Edit => ({
  said: `change whether ${name} creates repositories`,
  change: app => inNamespace(app, name, ({ autoCreate }) => ({ autoCreate: !autoCreate })),
}));
const access = fc.constantFrom(...REGIONS).map((region): Edit => ({
  said: `open or close ${region}`,
  change: app => ({ ...app, open: toggled(app.open, region) }),
}));
const policy: Edit = {
  said: 'change the removal policy',
  change: app => ({ ...app, policy: app.policy === 'Retain' ? 'Delete' : 'Retain' }),
};
const name: Edit = {
  said: 'change the name of the app',
  change: app => ({ ...app, name: app.name === undefined ? 'images' : undefined }),
};

export const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: replica },
  { weight: 4, arbitrary: namespace },
  { weight: 3, arbitrary: filter },
  { weight: 2, arbitrary: creation },
  { weight: 2, arbitrary: access },
  { weight: 2, arbitrary: fc.constant(policy) },
  { weight: 2, arbitrary: fc.constant(name) },
);

/** A registry that exists is declared as one that exists, or again as one of the app. */
export function taking(app: App, region: string, id: string, namespaces: readonly string[]): App {
  const { [region]: before, ...others } = app.taken;
  const taken = before === undefined ? { ...others, [region]: { id, namespaces } } : others;
  const next = { ...app, taken };
  return specsOf(next).length === 0 ? app : next;
}

/** An app before its first deployment. */
export const app: fc.Arbitrary<App> = fc.record({
  name: fc.option(fc.constant('images'), { nil: undefined, freq: 2 }),
  replicas: fc.subarray(REPLICAS.slice(0, 2), { minLength: 1 }),
  namespaces: fc.subarray(NAMESPACES, { minLength: 1 }).map(names => names.map(namespaceNamed)),
  open: fc.subarray(REGIONS.slice(0, 2)),
  policy: fc.constantFrom('Retain', 'Retain', 'Delete'),
  taken: fc.constant({}),
});
