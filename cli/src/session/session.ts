import type { Simulator } from 'ros-cdk-simulator';
import { appNameOf, synthesise } from '../assembly/app';
import { type Origin, originOf, shownPath } from '../assembly/origin';
import { type Declaration, type Note, readAssembly } from '../assembly/read-assembly';
import type { Cloud } from '../cloud/cloud';
import { parseEndpoint } from '../cloud/connection';
import type { Redactor } from '../cloud/redact';
import type { OnSilence } from '../cloud/retry';
import { paceOf } from './environment';
import type { Flags, Parameters } from './flags';
import type { Output } from './output';
import { givenParameters } from './parameters';
import { startSimulation } from './simulation';

/** Somebody asked to stop while the app ran. */
export { InterruptedError } from '../assembly/child';

/** What the app says of itself, and where it was read from. */
export interface AppStory {
  readonly notes: readonly Note[];
  /** Undefined where no app was read. */
  readonly origin?: Origin & { readonly shown: string };
  readonly now: number;
}

/** What every command works with. */
export interface Session extends Declaration {
  readonly origin?: AppStory['origin'];
  readonly flags: Flags;
  /** The name that the app was given, if any. */
  readonly appName?: string;
  readonly output: Output;
  /** Real seconds in one second of waiting: below 1 where simulated time runs faster. */
  readonly pace: number;
  /** Connects at the first use; commands that need no cloud never ask for credentials. */
  cloud(): Promise<Cloud>;
  close(): Promise<void>;
}

/** The same with the options of one command. */
export type SessionWith<F extends Flags> = Session & { readonly flags: F };

/** Synthesises the app and reads what it declares, unless the command speaks of something that no app declares. */
export async function openSession(
  flags: Flags,
  output: Output,
  redactor: Redactor,
  { needsApp, onSilence }: { readonly needsApp: boolean; readonly onSilence: OnSilence },
): Promise<Session> {
  refuseContradictions(flags);
  const directory = workingDirectory();
  const appName = appNameOf(flags.appName, directory);
  const parameters = givenParameters(flags, redactor);
  const declaration = needsApp ? await declarationOf(flags, output, { directory, parameters, appName }) : NO_APP;
  hideValues(declaration, redactor);
  let simulator: Simulator | undefined;
  let cloud: Promise<Cloud> | undefined;
  let pace: number | undefined;
  const paced = () => (pace ??= paceFor(flags, output));
  const connect = async (): Promise<Cloud> => {
    if (flags.simulate) {
      simulator = await startSimulation(directory, flags.simulationSpeed, flags.fresh);
    }
    const { connectTo } = await import('./connect');
    return connectTo({ flags, simulator, redactor, output, pace: paced(), onSilence });
  };
  return {
    ...declaration,
    flags,
    appName,
    output,
    get pace() {
      return paced();
    },
    cloud: () => (cloud ??= connect()),
    close: async () => simulator?.close(),
  };
}

function refuseContradictions(flags: Flags): void {
  if (flags.fresh && !flags.simulate) {
    throw new Error('--fresh begins a simulation anew, and nothing is simulated. Add --simulate, or leave it out.');
  }
  if (flags.simulate && flags.endpoint !== undefined) {
    throw new Error(
      `--simulate starts a simulator of its own, and --endpoint ${flags.endpoint} names another cloud. Leave one of them out.`,
    );
  }
}

function paceFor({ simulate, simulationSpeed, endpoint }: Flags, output: Output): number {
  if (simulate) {
    return 1 / simulationSpeed;
  }
  const atSimulator = endpoint !== undefined && parseEndpoint(endpoint).sharedEndpoint;
  return paceOf(atSimulator, text => output.progress(text));
}

/** What speaks of a registry by its id needs no app. */
const NO_APP: Declaration = { stacks: [], registries: [], notes: [], existing: [] };

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new Error('The working directory is not there any more. Change to one that is, then run this again.');
  }
}

interface Place {
  /** Where the command runs. */
  readonly directory: string;
  readonly parameters: Parameters;
  readonly appName?: string;
}

async function declarationOf(
  flags: Flags,
  output: Output,
  { directory: workingDirectory, parameters, appName }: Place,
): Promise<Declaration & Pick<Session, 'origin'>> {
  const { directory, command } = await synthesise({
    app: flags.app,
    context: flags.context,
    workingDirectory,
    onOutput: lines => output.passOn(lines),
  });
  const read = readAssembly(directory, { regionOf: flags.regionOf, parameters, appName });
  const origin = originOf({ directory, command, workingDirectory, isNamed: flags.app !== undefined });
  return { ...read, origin: { ...origin, shown: shownPath(directory, workingDirectory) } };
}

/** What a session reads: files, and the directory of the assembly. */
export const inputsOf = ({ flags, origin }: Session): string[] => [
  ...['cdk.json', ...(origin === undefined ? [] : [origin.directory])],
  ...(flags.parametersFile === undefined ? [] : [flags.parametersFile]),
  ...Object.values(flags.parameterFromFile).flatMap(values => Object.values(values)),
];

/** What is told of the app, now. */
export const storyOf = ({ notes, origin }: Session): AppStory => ({ notes, origin, now: Date.now() });

/** Values of parameters that a template marks as secret are shown nowhere. */
function hideValues({ stacks }: Declaration, redactor: Redactor): void {
  for (const { template, parameters } of stacks) {
    const secrets = Object.entries(parameters).filter(([name]) => template.Parameters?.[name]?.NoEcho);
    redactor.add(...secrets.map(([, value]) => value));
  }
}
