import type { Simulator } from 'ros-cdk-simulator';
import { type StackSpec, directory, writeAssembly } from './assemblies';
import { type Ended, type ProcessOptions, globalRegistryCommand } from './process';
import { type Screen, type Typed, onTerminal } from './terminal';

export const environment = ({ credentials }: Simulator) => ({
  ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: credentials.accessKeySecret,
  GLOBAL_REGISTRY_PACE: '0.001',
});

/** The command as a process of its own, for an app of these stacks, at a simulator. */
export class App {
  readonly directory = directory();

  constructor(
    private readonly simulator: Simulator,
    stacks: readonly StackSpec[],
  ) {
    this.declare(stacks);
  }

  /** What the app declares from now on. */
  declare(stacks: readonly StackSpec[]): void {
    writeAssembly(stacks, `${this.directory}/cdk.out`);
  }

  run(command: string, ...parameters: string[]): Promise<Ended> {
    return this.runWhile(() => undefined, command, ...parameters);
  }

  /** The same, while somebody looks at all that it has said of its progress. */
  runWhile(look: NonNullable<ProcessOptions['onProgress']>, command: string, ...parameters: string[]): Promise<Ended> {
    const all = [command, ...parameters, '--endpoint', this.simulator.endpoint];
    return globalRegistryCommand(all, {
      cwd: this.directory,
      env: environment(this.simulator),
      onProgress: look,
    });
  }

  /** The same, with a signal when a text appears. */
  signalledAt(text: string, signal: NodeJS.Signals, command: string, ...parameters: string[]): Promise<Ended> {
    let sent = false;
    const look: ProcessOptions['onProgress'] = (stderr, child) => {
      if (!sent && stderr.includes(text)) {
        sent = child.kill(signal);
      }
    };
    return this.runWhile(look, command, ...parameters);
  }

  killedAt(text: string, command: string, ...parameters: string[]): Promise<Ended> {
    return this.signalledAt(text, 'SIGKILL', command, ...parameters);
  }

  /** The same on a terminal, where something is typed when a text appears. */
  type(typed: readonly Typed[], command: string, ...parameters: string[]): Promise<Screen> {
    const all = [command, ...parameters, '--endpoint', this.simulator.endpoint];
    return onTerminal(all, { cwd: this.directory, env: environment(this.simulator), typed });
  }
}

/** Text without line breaks and ids, as a sentence is written; a command that goes on behind a backslash is one line. */
export const flat = (text: string): string =>
  text
    .replaceAll(/ \\\n/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/cri-[a-z0-9]{16}/g, 'cri-ID');

/** Names and statuses of the stacks that exist. */
export const stacksOf = (simulator: Simulator): string[] =>
  simulator
    .stacks()
    .map(({ name, status }) => `${name}: ${status}`)
    .sort();
