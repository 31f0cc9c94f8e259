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
import { declarationOfWritten, sourceOf } from './written-app';

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
  /** Whether the command that runs has shown what it means to do. */
  hasShown = false;
  private own?: string;

  constructor(private readonly engine: Engine) {}

  /** Where its files are, made when they are needed. */
  get directory(): string {
    return (this.own ??= mkdtempSync(join(tmpdir(), 'global-registry-worlds-')));
  }

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
    if (this.own !== undefined) {
      rmSync(this.own, { recursive: true, force: true });
    }
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

  private declarationOf(app: App | WrittenApp): Declaration {
    return 'project' in app
      ? known(`${app.project} ${sourceOf(app)}`, () => declarationOfWritten(app.project, app.name))
      : known(JSON.stringify(app), () => declarationIn(app, mkdtempSync(join(this.directory, 'cdk.out-'))));
  }
}

type Declaration = ReturnType<typeof readAssembly>;

const declarationIn = (app: App, directory: string): Declaration =>
  readAssembly(writeAssembly(specsOf(app), directory), { regionOf: {}, appName: app.name });

/** What apps declare, which is the same in every story: as many as stories tell of at a time. */
const declarations = new Map<string, Declaration>();
const MOST = 1000;

function known(key: string, read: () => Declaration): Declaration {
  const declaration = declarations.get(key) ?? read();
  if (declarations.size >= MOST) {
    declarations.clear();
  }
  declarations.set(key, declaration);
  return declaration;
}

/** A mistake in a program, and nothing that a command tells a person. */
const isOurFault = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
