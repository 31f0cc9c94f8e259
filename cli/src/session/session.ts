import type { Simulator } from 'ros-cdk-simulator';
import { appNameOf, synthesise } from '../assembly/app';
import { type Declaration, readAssembly } from '../assembly/read-assembly';
import type { Cloud } from '../cloud/cloud';
import { parseEndpoint } from '../cloud/connection';
import type { Redactor } from '../cloud/redact';
import { paceOf } from './environment';
import type { Flags } from './flags';
import type { Output } from './output';
import { startSimulation } from './simulation';

/** Somebody asked to stop while the app ran. */
export { InterruptedError } from '../assembly/child';

/** What every command works with. */
export interface Session extends Declaration {
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
export async function openSession(flags: Flags, output: Output, redactor: Redactor, needsApp = true): Promise<Session> {
  const directory = workingDirectory();
  const appName = appNameOf(flags.appName, directory);
  const declaration = needsApp ? await declarationOf(flags, output, directory, appName) : NO_APP;
  hideValues(declaration, redactor);
  tellWarnings(declaration, output);
  let simulator: Simulator | undefined;
  let cloud: Promise<Cloud> | undefined;
  let pace: number | undefined;
  const paced = () => (pace ??= paceFor(flags, output));
  const connect = async (): Promise<Cloud> => {
    if (flags.simulate) {
      simulator = await startSimulation(directory, flags.simulationSpeed);
    }
    const { connectTo } = await import('./connect');
    return connectTo({ flags, simulator, redactor, output, pace: paced() });
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

function paceFor({ simulate, simulationSpeed, endpoint }: Flags, output: Output): number {
  if (simulate) {
    return 1 / simulationSpeed;
  }
  const atSimulator = endpoint !== undefined && parseEndpoint(endpoint).sharedEndpoint;
  return paceOf(atSimulator, text => output.progress(text));
}

/** What speaks of a registry by its id needs no app. */
const NO_APP: Declaration = { stacks: [], registries: [], notes: [] };

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new Error('The working directory is not there any more. Change to one that is, then run this again.');
  }
}

async function declarationOf(flags: Flags, output: Output, directory: string, appName?: string): Promise<Declaration> {
  const assembly = await synthesise({
    app: flags.app,
    context: flags.context,
    workingDirectory: directory,
    onOutput: lines => output.passOn(lines),
  });
  return readAssembly(assembly, { regionOf: flags.regionOf, parameters: flags.parameter, appName });
}

/** Values of parameters that a template marks as secret are shown nowhere. */
function hideValues({ stacks }: Declaration, redactor: Redactor): void {
  for (const { template, parameters } of stacks) {
    const secrets = Object.entries(parameters).filter(([name]) => template.Parameters?.[name]?.NoEcho);
    redactor.add(...secrets.map(([, value]) => value));
  }
}

function tellWarnings({ notes }: Declaration, output: Output): void {
  for (const { path, text } of notes.filter(({ level }) => level === 'warning')) {
    output.progress(`warning: [${path}] ${text}`);
  }
}
