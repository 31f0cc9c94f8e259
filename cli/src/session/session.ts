import type { Simulator } from 'ros-cdk-simulator';
import { appNameOf, synthesise } from '../assembly/app';
import { type Declaration, readAssembly } from '../assembly/read-assembly';
import type { Cloud } from '../cloud/cloud';
import type { Redactor } from '../cloud/redact';
import type { Flags } from './flags';
import type { Output } from './output';
import { startSimulation } from './simulation';

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
  const appName = appNameOf(flags.appName, process.cwd());
  const declaration = needsApp ? await declarationOf(flags, output, appName) : NO_APP;
  hideValues(declaration, redactor);
  tellWarnings(declaration, output);
  let simulator: Simulator | undefined;
  let cloud: Promise<Cloud> | undefined;
  const pace = flags.simulate ? 1 / flags.simulationSpeed : Number(process.env.GLOBAL_REGISTRY_PACE ?? 1);
  const connect = async (): Promise<Cloud> => {
    if (flags.simulate) {
      simulator = await startSimulation(process.cwd(), flags.simulationSpeed);
    }
    const { connectTo } = await import('./connect');
    return connectTo({ flags, simulator, redactor, output, pace });
  };
  return {
    ...declaration,
    flags,
    appName,
    output,
    pace,
    cloud: () => (cloud ??= connect()),
    close: async () => simulator?.close(),
  };
}

/** What speaks of a registry by its id needs no app. */
const NO_APP: Declaration = { stacks: [], registries: [], notes: [] };

async function declarationOf(flags: Flags, output: Output, appName?: string): Promise<Declaration> {
  const directory = await synthesise({
    app: flags.app,
    context: flags.context,
    workingDirectory: process.cwd(),
    onOutput: text => output.progress(text),
  });
  return readAssembly(directory, { regionOf: flags.regionOf, parameters: flags.parameter, appName });
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
