import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ClockMode } from './runtime/clock';
import type { TypeList } from './ros/features';

/** What the command line says. */
export interface Flags {
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
  readonly importableTypes?: TypeList;
  readonly driftTypes?: TypeList;
  readonly lateReferrers?: boolean;
  readonly repeatedNames?: boolean;
  readonly templatePolicies: boolean;
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

/** Types of resources, or all of them. */
function types(text: string): TypeList {
  return text === 'all' ? text : text.split(',').map(type => type.trim());
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}

/** What the simulator is, for how long, and who is let in. */
const WORLD = [
  new Option('--port <number>', 'port on 127.0.0.1; 0 takes a free one').default(7070).argParser(port),
  new Option('--state <file>', 'keep the state in this file, over restarts'),
  new Option('--speed <factor>', 'simulated seconds in a real second, or "virtual" to wait for nothing')
    .default({ speed: 60 }, '60')
    .argParser(speed),
  new Option('--seed <number>', 'where ids and chances begin').default(1).argParser(whole),
  new Option('--faults <file>', 'a JSON list of fault rules that are in force from the beginning'),
  new Option('--access-key-id <id>', 'the key that is let in').default('simulator').env('ROS_SIMULATOR_ACCESS_KEY_ID'),
  new Option('--access-key-secret <secret>', 'its secret')
    .default('simulator-secret', 'simulator-secret')
    .env('ROS_SIMULATOR_ACCESS_KEY_SECRET'),
  new Option('--no-login', 'let every client into every registry, from everywhere'),
  new Option('--client-address <address>', 'the address of clients that come by the Internet ports of registries')
    .default('203.0.113.10')
    .argParser(address),
  new Option('--quiet', 'no line for each call'),
];

/** What nobody knows of the service. */
const UNKNOWN = [
  new Option(
    '--importable-types <types>',
    'what ROS imports into stacks: "all", or resource types with commas between; else those of the documentation',
  ).argParser(types),
  new Option('--drift-types <types>', 'whose drift ROS detects, in the same form').argParser(types),
  new Option(
    '--late-referrers',
    'copy signatures and other referrers also when they come after their image was copied',
  ),
  new Option('--no-template-policies', 'refuse GenerateTemplatePolicy'),
  new Option('--repeated-names', 'a region may hold several instances of one name'),
];

/** The command, with its options. */
export function command(): Command {
  const made = new Command('ros-cdk-simulator')
    .description(
      'Alibaba Cloud ROS and Container Registry on loopback. Point a client at 127.0.0.1 with plain HTTP; look at / with a browser.',
    )
    .version(version());
  [...WORLD, ...UNKNOWN].forEach(option => made.addOption(option));
  return made;
}
