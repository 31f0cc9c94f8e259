import type { Simulator } from 'ros-cdk-simulator';
import { synthesise } from '../assembly/app';
import { type Declaration, readAssembly } from '../assembly/read-assembly';
import type { CrClient } from '../cloud/cr-client';
import type { RoleClient } from '../cloud/role-client';
import type { RosClient } from '../cloud/ros-client';
import { type Updatable, readUpdatable } from '../domain/resource-types';
import type { Flags } from './flags';
import type { Output } from './output';
import type { Redactor } from '../cloud/redact';
import { startSimulation } from './simulation';

/** What every command works with. */
export interface Session extends Declaration {
  readonly flags: Flags;
  readonly output: Output;
  readonly updatable: Updatable;
  /** Real seconds in one second of waiting: below 1 where simulated time runs faster. */
  readonly pace: number;
  /** Connects at the first use; commands that need no cloud never ask for credentials. */
  cloud(): Promise<Cloud>;
  close(): Promise<void>;
}

export interface Cloud {
  readonly ros: RosClient;
  readonly cr: CrClient;
  readonly roles: RoleClient;
  /** Whether it is a simulator, in which some services of the cloud are missing. */
  readonly simulated: boolean;
  /** The time there, in milliseconds since 1970. */
  now(): number;
}

/** Synthesises the app and reads what it declares. */
export async function openSession(flags: Flags, output: Output, redactor: Redactor): Promise<Session> {
  const directory = await synthesise({
    app: flags.app,
    context: flags.context,
    workingDirectory: process.cwd(),
    onOutput: text => output.progress(text),
  });
  const declaration = readAssembly(directory, { regionOf: flags.regionOf, parameters: flags.parameter });
  for (const { template, parameters } of declaration.stacks) {
    for (const [name, value] of Object.entries(parameters)) {
      if (template.Parameters?.[name]?.NoEcho) {
        redactor.add(value);
      }
    }
  }
  for (const note of declaration.notes) {
    if (note.level === 'warning') {
      output.progress(`warning: [${note.path}] ${note.text}`);
    }
  }
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
    output,
    updatable: readUpdatable(),
    pace,
    cloud: () => (cloud ??= connect()),
    close: async () => simulator?.close(),
  };
}
