import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as library from '../lib';
import { Account } from './support/account';
import { Assembly, temporaryDirectory } from './support/assembly';
import { EXISTING, FuzzedApp, PLAIN } from './support/fuzz-examples';
import { Callable, PublicApi, Slot, TypeRef } from './support/public-api';
import { leaveManifestsUnchecked } from './support/unchecked-manifests';
import { wrongValues } from './support/wrong-values';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

const api = new PublicApi();

/** A place for a value: an argument, or a prop however deep in it. */
interface Place {
  readonly callable: Callable;
  readonly parameter: number;
  /** The way from the argument: props by name, the first of a list as 0. */
  readonly path: readonly (string | number)[];
  readonly type: TypeRef;
  readonly name: string;
}

/** Every place for a value in the API. */
function places(): Place[] {
  return api
    .callables()
    .flatMap(callable =>
      callable.parameters.flatMap((slot, parameter) => within(callable, parameter, slot, slot.type, [])),
    );
}

function within(callable: Callable, parameter: number, slot: Slot, type: TypeRef, path: Place['path']): Place[] {
  const here = { callable, parameter, path, type, name: slot.name };
  const { collection } = type;
  const inner =
    collection === undefined
      ? (api.propsOf(type)?.props ?? []).flatMap(prop =>
          within(callable, parameter, prop, prop.type, [...path, prop.name]),
        )
      : within(callable, parameter, slot, collection.elementtype, [...path, collection.kind === 'array' ? 0 : 'team']);
  return [here, ...inner];
}

/** A right value for a place, holding nothing that could be left out. */
function rightFor(fuzzed: FuzzedApp, type: TypeRef, name: string): unknown {
  const { collection, fqn } = type;
  if (collection !== undefined) {
    const item = rightFor(fuzzed, collection.elementtype, name);
    return collection.kind === 'array' ? [item] : { team: item };
  }
  const members = api.membersOf(type);
  if (members !== undefined) {
    const values = library[api.className(type) as never] as Record<string, string>;
    return values[members[0]];
  }
  const known = api.className(type) ?? (fqn === '@alicloud/ros-cdk-core.Construct' ? 'Construct' : undefined);
  return known === undefined ? (PLAIN[name] ?? 'text') : fuzzed.right(known);
}

/** The right value of an argument with one place in it taken by another value. */
function planted(fuzzed: FuzzedApp, type: TypeRef, name: string, path: Place['path'], value: unknown): unknown {
  if (path.length === 0) {
    return value;
  }
  const [step, ...rest] = path;
  if (type.collection !== undefined) {
    const item = planted(fuzzed, type.collection.elementtype, name, rest, value);
    return typeof step === 'number' ? [item] : { [step]: item };
  }
  const { struct, props } = api.propsOf(type)!;
  const prop = props.find(other => other.name === step)!;
  return { ...(fuzzed.right(struct) as object), [step]: planted(fuzzed, prop.type, prop.name, rest, value) };
}

function call(fuzzed: FuzzedApp, { callable, parameter, path }: Place, value: unknown): unknown {
  const given = callable.parameters.map(({ type, name }, i) =>
    i === parameter ? planted(fuzzed, type, name, path, value) : rightFor(fuzzed, type, name),
  );
  return perform(callable, callable.kind === 'method' ? fuzzed.right(callable.type) : undefined, given);
}

/** Makes a call of the API, on what has the method, if it is one. */
function perform({ type, kind, method }: Callable, receiver: unknown, given: readonly unknown[]): unknown {
  const owner = library[type as never] as unknown as Record<string, (...args: unknown[]) => unknown>;
  switch (kind) {
    case 'constructor':
      return Reflect.construct(owner as never, given);
    case 'static':
      return owner[method](...given);
    default:
      return (receiver as typeof owner)[method](...given);
  }
}

const WORDS = /^\[[^\]\n]+\] \S.* is .+, but .+\. .+[.?]$/s;
const RAW = /\$\{Token\[|#\{Token\[|-1\.8\d*e\+289|\[object |<unresolved/;

/** What is wrong with an error as something to be read by a person, if anything. */
function faultOf(error: unknown): string | undefined {
  const { message, name } = error as Error;
  const lines = message.split('\n  ');
  const list =
    /^Validation failed with the following errors:$/.test(lines[0]) || /^\[.+\] [0-9]+ problems:$/.test(lines[0]);
  const sentences = list ? lines.slice(1) : [message];
  const whole = sentences.every(line => WORDS.test(lines[0].startsWith('[') && list ? `[x] ${line}` : line));
  return name === 'Error' && whole && !RAW.test(message) && message.length < 2000 ? undefined : `${name}: ${message}`;
}

/** Declares something with one value wrong; the assembly, or what is wrong with the refusal. */
function attempt(
  place: Place,
  index: number,
  outdir: string,
): { readonly what: string; readonly fault?: string; readonly accepted?: boolean } {
  const fuzzed = new FuzzedApp(outdir);
  const right = rightFor(fuzzed, place.type, place.name);
  const [said, value] = wrongValues(fuzzed.germany, right, api.membersOf(place.type))[index];
  const what = `${place.callable.name}(${place.callable.parameters[place.parameter].name}${place.path.map(step => `.${step}`).join('')}: ${said})`;
  try {
    fuzzed.use(call(fuzzed, place, value));
    fuzzed.app.synth();
    return { what, accepted: true };
  } catch (error) {
    return { what, fault: faultOf(error) };
  }
}

const judged = new Map<string, string | undefined>();

/** Deploys what was accepted; what the simulator refuses, if anything. */
async function judge(assembly: Assembly): Promise<string | undefined> {
  const hash = createHash('sha256').update(JSON.stringify(assembly.templates())).digest('hex');
  if (!judged.has(hash)) {
    const account = await Account.open(EXISTING);
    judged.set(hash, await account.deploy(assembly));
    await account.close();
  }
  return judged.get(hash);
}

const kinds = wrongValues(new FuzzedApp(temporaryDirectory('kinds-')).germany, 'text').length;
const everything = places().flatMap(place => Array.from({ length: kinds }, (_, index) => ({ place, index })));

/** In the suite each place gets three kinds, other ones than its neighbours. */
const chosen =
  process.env.FUZZ === 'all'
    ? everything
    : everything.filter((_, i) => Math.floor(i / kinds) % 11 === (i % kinds) % 11);

describe('whatever is given,', () => {
  test('either deploys or is refused with a sentence', async () => {
    leaveManifestsUnchecked();
    const faults: string[] = [];
    const counts = { refused: 0, deployed: 0 };
    for (const { place, index } of chosen) {
      const outdir = temporaryDirectory('fuzz-');
      const { what, fault, accepted } = attempt(place, index, outdir);
      const refusedThere = accepted ? await judge(new Assembly(outdir)) : undefined;
      counts[accepted ? 'deployed' : 'refused']++;
      rmSync(outdir, { recursive: true, force: true });
      const wrong = fault ?? refusedThere;
      if (wrong !== undefined) {
        faults.push(`${what}\n    ${wrong}`);
      }
    }
    expect(faults).toEqual([]);
    expect(counts.refused).toBeGreaterThan(counts.deployed);
  }, 600_000);

  test('whatever is called after app.synth() changes nothing without a word', () => {
    leaveManifestsUnchecked();
    const silent: string[] = [];
    for (const callable of api.callables().filter(({ kind }) => kind !== 'static')) {
      const fuzzed = new FuzzedApp(temporaryDirectory('late-'));
      const given = callable.parameters.map(({ type, name }) => rightFor(fuzzed, type, name));
      const receiver = callable.kind === 'method' ? fuzzed.right(callable.type) : undefined;
      fuzzed.app.synth();
      const before = fuzzed.app.node.findAll().length;
      try {
        perform(callable, receiver, given);
      } catch (error) {
        expect(faultOf(error)).toBeUndefined();
        continue;
      }
      silent.push(...(fuzzed.app.node.findAll().length === before ? [callable.name] : [`${callable.name} adds`]));
    }
    expect([...new Set(silent)].sort()).toEqual([
      'GlobalRegistry#pullConfig',
      'GlobalRegistry#replica',
      'IRegistryInstance#imageUri',
      'PublicAccess#reopened',
      'RegistryInstance#imageUri',
      'SyncRule#matches',
    ]);
  });

  test('every options object of the API is fuzzed', () => {
    const reached = new Set(places().map(({ type }) => api.propsOf(type)?.struct));
    const bases = ['InstanceOptions', 'InstanceSettings', 'RegionOptions'];
    expect(
      api
        .structs()
        .filter(name => !reached.has(name))
        .sort(),
    ).toEqual(bases);
  });
});
