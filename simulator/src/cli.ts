import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ClockMode } from './runtime/clock';
import type { FaultRule } from './runtime/faults';
import type { RegistryAddress } from './options';
import { startSimulator } from './simulator';

interface Flags {
  readonly port: number;
  readonly state?: string;
  readonly seed: number;
  readonly speed: ClockMode;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly faults?: string;
  readonly quiet?: boolean;
  readonly login: boolean;
  readonly clientAddress: string;
  readonly repeatedNames?: boolean;
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('It is a whole number.');
  }
  return Number(text);
}

function port(text: string): number {
  if (whole(text) > 65_535) {
    throw new InvalidArgumentError('It is a number from 0 to 65535.');
  }
  return whole(text);
}

function speed(text: string): ClockMode {
  if (text === 'virtual') {
    return text;
  }
  const factor = Number(text);
  if (!(factor > 0) || !Number.isFinite(factor)) {
    throw new InvalidArgumentError('It is a number above 0, or "virtual".');
  }
  return { speed: factor };
}

function address(text: string): string {
  if (!isIPv4(text)) {
    throw new InvalidArgumentError('It is an IPv4 address such as 203.0.113.10.');
  }
  return text;
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}

export function command(): Command {
  return new Command('ros-cdk-simulator')
    .description(
      'Alibaba Cloud ROS and Container Registry on loopback. Point a client at 127.0.0.1 with plain HTTP; look at / with a browser.',
    )
    .version(version())
    .addOption(new Option('--port <number>', 'port on 127.0.0.1; 0 takes a free one').default(7070).argParser(port))
    .addOption(new Option('--state <file>', 'keep the state in this file, over restarts'))
    .addOption(
      new Option('--speed <factor>', 'simulated seconds in a real second, or "virtual" to wait for nothing')
        .default({ speed: 60 }, '60')
        .argParser(speed),
    )
    .addOption(new Option('--seed <number>', 'where ids and chances begin').default(1).argParser(whole))
    .addOption(new Option('--faults <file>', 'a JSON list of fault rules that are in force from the beginning'))
    .addOption(
      new Option('--access-key-id <id>', 'the key that is let in')
        .default('simulator')
        .env('ROS_SIMULATOR_ACCESS_KEY_ID'),
    )
    .addOption(
      new Option('--access-key-secret <secret>', 'its secret')
        .default('simulator-secret', 'simulator-secret')
        .env('ROS_SIMULATOR_ACCESS_KEY_SECRET'),
    )
    .addOption(new Option('--no-login', 'let every client into every registry, from everywhere'))
    .addOption(
      new Option('--client-address <address>', 'the address of clients that come by the Internet ports of registries')
        .default('203.0.113.10')
        .argParser(address),
    )
    .addOption(new Option('--repeated-names', 'a region may hold several instances of one name'))
    .addOption(new Option('--quiet', 'no line for each call'));
}

function readFaults(file: string): FaultRule[] {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(read)) {
    throw new Error(`${file} is not a JSON list of fault rules.`);
  }
  return read as FaultRule[];
}

/** Runs until it is told to stop; a mistake in the flags or the files is told in one line. */
export async function main(argv: readonly string[] = process.argv): Promise<void> {
  try {
    await run(command().parse(argv).opts<Flags>());
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

function registryLine({ region, name, url, vpcUrl }: RegistryAddress): string {
  return `registry ${name} in ${region}: ${url} from the Internet, ${vpcUrl} from a linked VPC`;
}

async function run(flags: Flags): Promise<void> {
  const early: RegistryAddress[] = [];
  let listening = false;
  const simulator = await startSimulator({
    port: flags.port,
    stateFile: flags.state,
    seed: flags.seed,
    clock: flags.speed,
    credentials: { accessKeyId: flags.accessKeyId, accessKeySecret: flags.accessKeySecret },
    faults: flags.faults === undefined ? [] : readFaults(flags.faults),
    login: flags.login,
    clientAddress: flags.clientAddress,
    repeatedNames: flags.repeatedNames,
    onRegistry: registry => (listening ? console.log(registryLine(registry)) : early.push(registry)),
    log: flags.quiet ? undefined : line => console.error(line),
  });
  // Whoever starts this reads the first line.
  listening = true;
  console.log([`http://${simulator.endpoint}`, ...early.map(registryLine)].join('\n'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
}
