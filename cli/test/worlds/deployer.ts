import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../../src/assembly/read-assembly';
import { Redactor } from '../../src/cloud/redact';
import { run as adopt } from '../../src/commands/adopt';
import { run as deploy } from '../../src/commands/deploy';
import { run as destroy } from '../../src/commands/destroy';
import { plan } from '../../src/commands/plan';
import { status } from '../../src/commands/status';
import { DEFAULTS } from '../../src/session/flags';
import { Output } from '../../src/session/output';
import type { Session } from '../../src/session/session';
import { Killed, mortal } from '../chaos/kill';
import { writeAssembly } from '../support/assemblies';
import { type App, specsOf } from './app';
import type { Engine } from './engine';
import { declarationOfWritten } from './written-app';

/** The package of the deployer, whose templates adopt writes apps from. */
const PACKAGE = { root: join(__dirname, '..', '..'), version: '0.0.0' };
const COMMANDS = { deploy, destroy, plan, status, adopt: (session: never) => adopt(session, PACKAGE) };
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** An app that adopt wrote: the folder that it is in, and its name. */
export interface WrittenApp {
  readonly project: string;
  readonly name: string;
}

/** After how many calls a process dies, and whether the last one has its effect. */
export interface Death {
  readonly calls: number;
  readonly afterEffect: boolean;
}

export interface Ended {
  /** Undefined when it was killed. */
  readonly code?: number;
  readonly stdout: string;
  /** All that it said. */
  readonly text: string;
}

/** Runs commands of the deployer in this process, as a terminal would that nobody sits at. */
export class Deployer {
  readonly directory = mkdtempSync(join(tmpdir(), 'global-registry-worlds-'));
  /** Whether the command that runs has shown what it means to do. */
  hasShown = false;
  private readonly declarations = new Map<string, ReturnType<typeof readAssembly>>();

  constructor(private readonly engine: Engine) {}

  async run(
    command: keyof typeof COMMANDS,
    app: App | WrittenApp,
    flags: object,
    { death, file }: { death?: Death; file?: string } = {},
  ): Promise<Ended> {
    const said: string[] = [];
    const results: string[] = [];
    const stream = (texts: string[]) => {
      const write = (text: string) => {
        this.hasShown = true;
        said.push(text);
        texts.push(text);
        return true;
      };
      return { write, isTTY: false } as unknown as NodeJS.WriteStream;
    };
    const output = new Output(new Redactor(), stream(results), stream([]));
    const before = SIGNALS.map(signal => process.listeners(signal));
    this.hasShown = false;
    const ended = (code?: number) => ({ code, stdout: results.join(''), text: said.join('') });
    const dying = death && mortal(this.engine.cloud().ros, death.calls, death.afterEffect);
    try {
      const session = this.session(app, flags, output, dying?.client);
      const body = COMMANDS[command] as (session: unknown, file?: string) => Promise<number>;
      return ended(await Promise.race([body(session, file), ...(dying === undefined ? [] : [dying.death])]));
    } catch (error) {
      if (error instanceof Killed) {
        return ended();
      }
      said.push(`error: ${(error as Error).message}`);
      return isOurFault(error) ? Promise.reject(error) : ended(1);
    } finally {
      SIGNALS.forEach((signal, i) =>
        process
          .listeners(signal)
          .filter(one => !before[i].includes(one))
          .forEach(one => process.off(signal, one)),
      );
    }
  }

  /** The stacks that an app declares. */
  stacksOf(app: WrittenApp): readonly { readonly name: string; readonly region: string }[] {
    return this.declarationOf(app).stacks;
  }

  close(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  private session(
    app: App | WrittenApp,
    flags: object,
    output: Output,
    ros?: ReturnType<Engine['cloud']>['ros'],
  ): Session {
    const cloud = this.engine.cloud();
    return {
      ...this.declarationOf(app),
      flags: { ...DEFAULTS, ...flags },
      appName: app.name,
      output,
      pace: 1,
      cloud: async () => (ros === undefined ? cloud : { ...cloud, ros }),
      close: async () => undefined,
    };
  }

  private declarationOf(app: App | WrittenApp): ReturnType<typeof readAssembly> {
    if ('project' in app) {
      return declarationOfWritten(app.project, app.name);
    }
    const key = JSON.stringify(app);
    const known = this.declarations.get(key);
    if (known !== undefined) {
      return known;
    }
    const written = writeAssembly(specsOf(app), mkdtempSync(join(this.directory, 'cdk.out-')));
    const read = readAssembly(written, { regionOf: {}, appName: app.name });
    this.declarations.set(key, read);
    return read;
  }
}

/** A mistake in a program, and nothing that a command tells a person. */
const isOurFault = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
