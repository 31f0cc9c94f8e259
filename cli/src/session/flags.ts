import { type Command, InvalidArgumentError, Option } from 'commander';
import { ROS_LIMITS } from '../domain/facts.generated';
import type { Place } from '../domain/image-records';

/** The options that every command takes. */
export interface Flags {
  readonly app?: string;
  readonly appName?: string;
  readonly context: Readonly<Record<string, string>>;
  readonly regionOf: Readonly<Record<string, string>>;
  readonly parameter: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly simulate: boolean;
  readonly simulationSpeed: number;
  readonly endpoint?: string;
  readonly profile?: string;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Those of commands that also speak of registries that no app declares. */
export interface RegistryFlags extends Flags {
  readonly registry?: Place;
}

/** What holds where an option is not given. */
export const DEFAULTS = {
  context: {},
  regionOf: {},
  parameter: {},
  simulate: false,
  simulationSpeed: 60,
  json: false,
  verbose: false,
};

function pair(text: string): [string, string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined) {
    throw new InvalidArgumentError(`It has the form NAME=VALUE.`);
  }
  return [key, value];
}

function pairs(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [key, value] = pair(text);
  return { ...before, [key]: value };
}

type Parameters = Record<string, Record<string, string>>;

/** `STACK:NAME=VALUE`, or `NAME=VALUE` for every stack that declares it. */
function parameters(text: string, before: Parameters = {}): Parameters {
  const [name, value] = pair(text);
  const colon = name.indexOf(':');
  const stack = colon < 0 ? '*' : name.slice(0, colon);
  return { ...before, [stack]: { ...before[stack], [name.slice(colon + 1)]: value } };
}

/** `cri-...@REGION`. */
export function registry(text: string): Place {
  const [, instanceId, region] = /^(cri-[A-Za-z0-9-]+)@([a-z0-9-]+)$/.exec(text) ?? [];
  if (instanceId === undefined) {
    throw new InvalidArgumentError('It has the form cri-...@REGION, such as cri-0a1b2c3d@eu-central-1.');
  }
  return { instanceId, region };
}

function factor(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError('It is a number above 0.');
  }
  return value;
}

/** How many stacks at a time. */
export function concurrency(text: string): number {
  const value = Number(text);
  const most = ROS_LIMITS.concurrentStackOperations;
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new InvalidArgumentError(`It is a whole number from 1 to ${most}, the most that ROS runs for an account.`);
  }
  return value;
}

/** Adds where the app is found. */
export function withAppOptions(command: Command): Command {
  return command
    .option('-a, --app <command|directory>', 'what synthesises the app, or an assembly (default: cdk.json, cdk.out)')
    .addOption(new Option('-c, --context <key=value>', 'context for the app; repeatable').argParser(pairs))
    .addOption(
      new Option('--region-of <stack=region>', 'region of a stack that names none; repeatable').argParser(pairs),
    )
    .option('--app-name <name>', 'the name its stacks are known by (default: name in cdk.json, outermost construct)')
    .option('--json', 'result as JSON on stdout')
    .option('--verbose', 'tell of every repeated call and show traces of errors');
}

/** Adds where the cloud is found. */
export function withCloudOptions(command: Command): Command {
  return withAppOptions(command)
    .addOption(
      new Option('--parameter <[stack:]name=value>', 'value of a template parameter; repeatable').argParser(parameters),
    )
    .option('--profile <name>', 'profile of the aliyun command line or the credentials file')
    .option('--endpoint <host>', 'ROS endpoint; a loopback host is a simulator (default: ros.aliyuncs.com)')
    .option('--simulate', 'use the embedded simulator; its state is kept in .global-registry/')
    .addOption(
      new Option('--simulation-speed <factor>', 'simulated seconds in a real second')
        .argParser(factor)
        .default(DEFAULTS.simulationSpeed),
    );
}

/** Adds which registry is looked at. */
export function withRegistryOption(command: Command): Command {
  return withCloudOptions(command).addOption(
    new Option('--registry <id@region>', 'a registry that no app declares, by what its service says').argParser(
      registry,
    ),
  );
}

/** The options of commands that look at a part of the app. */
export interface SelectionFlags extends Flags {
  readonly only?: readonly string[];
}

/** Adds which stacks are meant. */
export const withOnly = (command: Command): Command =>
  command.option('--only <stack|region...>', 'only these stacks, or what lies in these regions alone');

/** Adds whose stacks are taken over. */
export const withTakeOver = (command: Command): Command =>
  command.option('--take-over <stack|app...>', 'take over stacks that carry no mark, or that of another app');

/** Adds whose images may be deleted. */
export const withAllowDelete = (command: Command): Command =>
  command.option('--allow-delete <prefix...>', 'let images of these prefixes be deleted, instead of typing each');
