import { Command, InvalidArgumentError, Option } from 'commander';
import type { NamedPlace, Place } from '../domain/image-records';
import { pulledFrom } from '../pulling/credentials.generated';
import {
  type PullConfigData,
  type PullFormat,
  PULL_FORMATS,
  pullConfigFile,
  pullConfigText,
} from '../pulling/formats.generated';
import { type PullRegistry, regionsOf } from '../pulling/registry.generated';
import { chosenRegistry, requestProblems } from '../pulling/request';
import { type Written, isEmpty, leftBehind, pathOf, requireOurs, uncommented } from './pull-config-files';
import { paragraph } from '../report/text';
import { OWNER_ONLY, requireWritable, writeWhole } from '../session/files';
import { type Flags, registry, registryText, withCloudOptions } from '../session/flags';
import { type SessionWith, inputsOf } from '../session/session';
import { passwordFromStdin } from '../session/stdin';
import { withInstanceIds } from './instance-ids';
import { EXIT, runs } from './run';

interface PullConfigFlags extends Flags {
  readonly region?: string;
  readonly all?: boolean;
  readonly format: PullFormat;
  readonly registry?: Place | NamedPlace;
  readonly imageHost?: string;
  readonly repository?: string[];
  readonly username?: string;
  readonly passwordReference?: string;
  readonly passwordStdin?: boolean;
  readonly output?: string;
}

async function pullConfig(session: SessionWith<PullConfigFlags>): Promise<number> {
  const { flags } = session;
  const declared = chosenRegistry(session.registries, await idOf(session));
  requireSense(flags, declared);
  const here = regionsOf(declared).filter(({ region }) => flags.all || region === flags.region);
  const files = here.map(({ region }) => pullConfigFile(declared, region, dataOf(flags)));
  const paths = files.map(file => pathOf(flags, file)).filter(path => path !== undefined);
  paths.forEach(path => requireWritable('--output', path, inputsOf(session)));
  requireOurs(declared, paths);
  const wanted = flags.format === 'acr-helper' ? here.flatMap(region => pulledFrom(declared, region)) : [];
  const registry = await withInstanceIds(session, declared, wanted);
  const data = { ...dataOf(flags), ...(flags.passwordStdin && (await loginFromStdin(flags))) };
  const written = here.map(({ region }, i) => ({
    region,
    file: files[i],
    text: pullConfigText(registry, region, data),
  }));
  tell(session, registry, written);
  return EXIT.ok;
}

/** The password, and with the user what those take who read nothing else. */
async function loginFromStdin({ username }: PullConfigFlags): Promise<{ password: string; auth: string }> {
  const password = await passwordFromStdin();
  return { password, auth: Buffer.from(`${username}:${password}`).toString('base64') };
}

/** The registry that is meant, as the app calls it. */
async function idOf({ flags, registries, cloud }: SessionWith<PullConfigFlags>): Promise<string | undefined> {
  const place = flags.registry;
  if (place === undefined || !('instanceId' in place)) {
    return place && registryText(place);
  }
  const { region, instanceId } = place;
  const known = registries.flatMap(regionsOf).find(here => here.instanceId === instanceId && here.region === region);
  const name = known?.instanceName ?? (await (await cloud()).cr.getInstance(region, instanceId))?.name;
  if (name === undefined) {
    throw new Error(`--registry is ${registryText(place)}, but ${region} has no such instance. Look at the id.`);
  }
  return registryText({ region, instanceName: name });
}

function dataOf({ format, imageHost, repository, username, passwordReference }: PullConfigFlags): PullConfigData {
  return { format, imageHost, repositories: repository, username, password: passwordReference };
}

/** Refuses options that do not go together or are not what they should be, all at once. */
function requireSense(flags: PullConfigFlags, registry: PullRegistry): void {
  const problems = [
    ...((flags.region === undefined) === (flags.all === undefined)
      ? ['Name one region with --region, or all with --all.']
      : []),
    ...(flags.all && (flags.output ?? '-') === '-' && !flags.json
      ? ['--all writes a file for each region: name a directory with --output.']
      : []),
    ...(flags.passwordStdin && flags.json ? ['--json would show the password: leave out one of the two.'] : []),
    ...(flags.passwordStdin && flags.passwordReference !== undefined
      ? ['--password-stdin and --password-reference are two passwords: leave out one of the two.']
      : []),
    ...requestProblems(registry, { ...dataOf(flags), region: flags.region, passwordStdin: flags.passwordStdin }),
  ];
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}

function tell({ flags, output }: SessionWith<PullConfigFlags>, registry: PullRegistry, all: readonly Written[]): void {
  const [empty, written] = [true, false].map(nothing => all.filter(one => isEmpty(one) === nothing));
  if (flags.json) {
    const { format } = flags;
    const nothing = empty.map(({ region, text }) => ({ region, reason: uncommented(text) }));
    const data = { command: 'pull-config', registry: registry.name, format, files: written, nothing };
    return output.exact(`${JSON.stringify(data, undefined, 2)}\n`);
  }
  for (const { file, text } of written) {
    const path = pathOf(flags, file);
    if (path === undefined && flags.passwordStdin) {
      output.secret(text);
    } else if (path === undefined) {
      output.exact(text);
    } else {
      writeWhole(path, text, flags.passwordStdin ? OWNER_ONLY : undefined);
      output.progress(`Wrote ${path}.`);
    }
  }
  empty.forEach(({ region, text }) =>
    output.progress(paragraph(`Nothing is written for ${region}. ${uncommented(text)}`)),
  );
  leftBehind(flags, registry, all).forEach(path => output.progress(`${path} is from before: remove it.`));
}

function oneRegion(text: string, before?: string): string {
  if (before !== undefined) {
    throw new InvalidArgumentError(`${before} is named already. Name one region, or all with --all.`);
  }
  return text;
}

const more = (text: string, before: string[] = []): string[] => [...before, text];

export function pullConfigCommand(): Command {
  return withCloudOptions(new Command('pull-config'))
    .description('write what lets one image reference be pulled from the nearest registry')
    .addOption(
      new Option('-f, --format <format>', 'whom it is for').choices(Object.keys(PULL_FORMATS)).default('containerd'),
    )
    .addOption(new Option('-r, --region <region>', 'the region that is pulled in').argParser(oneRegion))
    .option('--all', 'every region of the registry, a file each')
    .option('-o, --output <file|directory>', 'write to a file, with --all below a directory, instead of stdout')
    .addOption(
      new Option('--registry <region/name|id@region>', 'which registry, where the app has several').argParser(registry),
    )
    .option('--image-host <host>', 'the host by which images are named (default: the Internet host of the primary)')
    .addOption(
      new Option('--repository <namespace/name>', 'a repository that pushing creates; repeatable').argParser(more),
    )
    .option('--username <name>', 'who pulls, for a pull secret')
    .option('--password-reference <reference>', 'what stands for the password (default: ${REGISTRY_PASSWORD})')
    .option('--password-stdin', 'reads the password from stdin')
    .addHelpText('after', HELP)
    .action(runs<PullConfigFlags>(pullConfig));
}

const HELP = `
What is not opened (no VPC link, Internet access closed) is said in the text,
and not written. Only acr-helper, and a registry that is named by its id, ask
the cloud: for the ids of instances.

Examples:
  $ global-registry pull-config --region cn-hangzhou
  $ global-registry pull-config --format kyverno --all --output policies
  $ global-registry pull-config --format pull-secret --region cn-hangzhou \\
      --username robot --password-stdin --output secret.yaml < password`;
