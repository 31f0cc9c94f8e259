import { dirname, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { adoptedApp } from '../adoption/adopt';
import { ADOPTABLE, NOTHING_OWNED, type Owned } from '../adoption/owned';
import { type TerraformState, goneOf } from '../adoption/terraform';
import { type Survey, surveyRegions } from '../cloud/survey';
import { type Discovery, discover, discoverAll } from '../discovery/discover';
import { holdersOf } from '../discovery/holders';
import { type Offered, offeredIn } from '../discovery/offered';
import type { FoundRegistry } from '../domain/found';
import { type Holder, heldProblem } from '../domain/holders';
import type { NamedPlace, Place } from '../domain/image-records';
import { type Adopted, adoptData, adoptText, holdersText } from '../report/adopt-report';
import { createCopyProgress } from '../report/copy-progress';
import { registry, withCloudOptions } from '../session/flags';
import type { Output } from '../session/output';
import type { SessionWith } from '../session/session';
import { type Language, LANGUAGES, linesToIgnore, requireRoom, writeProject } from '../start/project';
import { appFiles } from '../writing/files';
import { type Source, type SourceFlags, requireOneSource, sourceOf } from './adopt-sources';
import { inProject } from './command-line';
import { NOT_OFFERED, importApp } from './import';
import { EXIT, runs, tellResult } from './run';

interface AdoptFlags extends SourceFlags {
  readonly language: Language;
  readonly out: string;
  readonly fingerprint?: boolean;
  readonly import?: boolean;
}

/** The package that holds the templates, and its version. */
interface Package {
  readonly root: string;
  readonly version: string;
}

export async function run(session: SessionWith<AdoptFlags>, { root, version }: Package): Promise<number> {
  const { flags, output } = session;
  if (isImport(flags)) {
    return importApp(session);
  }
  requireOneSource(flags);
  const directory = flags.fingerprint ? undefined : requireRoom(root, flags.language, resolve(flags.out));
  const source = await sourceOf(session);
  const discovery = await find(session, source);
  refuseNothing(discovery);
  refuseTwins(discovery);
  const { imports, ros } = await session.cloud();
  const regions = discovery.registries.map(({ region }) => region);
  const offered = await offeredIn(regions, imports);
  const owned = flags.import ? ownedBy(offered) : NOTHING_OWNED;
  const survey = directory === undefined ? NOT_SURVEYED : await surveyRegions(regions, ros);
  const stacks = [...survey.stacks.values()].flat();
  const holders = await holdersOf(discovery.registries, stacks, ros);
  tellHolders(session, holders, discovery.registries);
  const app = adoptedApp(discovery.registries, owned, { stacks, holders });
  const clean = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, output.clean(text)]));
  const files =
    directory === undefined
      ? []
      : writeProject(root, flags.language, directory, version, clean(appFiles(app, flags.language)));
  const into = directory === undefined ? undefined : { directory, shown: relative(process.cwd(), directory) };
  const terraform = source.terraform && terraformOf(source.terraform, discovery);
  const { language } = flags;
  const adopted: Adopted = {
    ...{ app, discovery, holders, unlisted: survey.unlisted, offered, owned: [...owned] },
    ...{ files, into, language, terraform },
  };
  tellIgnored(output, directory === undefined ? [] : linesToIgnore(root, language, directory));
  tellResult(session, adoptText(adopted, inProject(flags), output.colours), adoptData(adopted));
  return EXIT.ok;
}

/** No app is written, so nothing of it can meet what is there. */
const NOT_SURVEYED: Survey = { stacks: new Map(), unlisted: new Map() };

/** What stacks hold cannot be taken into others; an app beside those is written all the same, for what it adds. */
function tellHolders(
  { flags, output }: SessionWith<AdoptFlags>,
  holders: readonly Holder[],
  registries: readonly FoundRegistry[],
): void {
  if (holders.length === 0) {
    return;
  }
  if (flags.import) {
    throw new Error(heldProblem(holders, registries));
  }
  output.progress(`${holdersText(holders, registries)}\n`);
}

/** What a .gitignore lacks that was there before. */
function tellIgnored(output: Output, missing: readonly string[]): void {
  if (missing.length > 0) {
    output.progress(`Your .gitignore was kept. Add to it:\n${missing.map(line => `  ${line}`).join('\n')}`);
  }
}

/** Without a source it is the app that says what is imported. */
const isImport = ({ import: wanted, from, all, retained, fromTerraform }: AdoptFlags): boolean =>
  wanted === true && from === undefined && !all && !retained && fromTerraform === undefined;

/** The types that stacks take over: what the service offers. */
function ownedBy({ types, unknown }: Offered): Owned {
  const owned = ADOPTABLE.filter(type => types.has(type));
  if (owned.length === 0) {
    throw new Error(unknown === undefined ? NOT_OFFERED : `What ROS imports could not be asked: ${unknown}`);
  }
  return new Set(owned);
}

/** What Terraform has of it, and must forget. */
const terraformOf = (state: TerraformState, { registries }: Discovery): Adopted['terraform'] => ({
  addresses: state.resources.map(({ address }) => address),
  gone: goneOf(state, registries),
});

/** Reads what was named, or the whole account. */
async function find(session: SessionWith<AdoptFlags>, { places: from }: Source): Promise<Discovery> {
  const { settings, ros } = await session.cloud();
  const progress = createCopyProgress(session.output);
  let repositories = 0;
  const onRead = (more: number) => progress.note(`${(repositories += more)} repositories read`);
  try {
    return from === 'all'
      ? await discoverAll(await ros.regions(), settings, onRead)
      : await discover(from, settings, onRead);
  } finally {
    progress.close();
  }
}

function refuseNothing({ registries, untied, unlisted }: Discovery): void {
  if (registries.length > 0) {
    return;
  }
  const single = untied.map(({ instanceId, region }) => `--from ${instanceId}@${region}`);
  const silent = [...unlisted].map(([region, reason]) => `${region} (${reason})`);
  throw new Error(
    [
      'No registries of this account are tied by sync rules.',
      ...(single.length > 0 ? [`Without rules there are: ${single.join(', or ')}.`] : []),
      ...(silent.length > 0 ? [`Not looked at: ${silent.join(', ')}.`] : []),
    ].join(' '),
  );
}

/** An app knows an instance by its name and its region, as its hosts do. */
function refuseTwins({ registries }: Discovery): void {
  const twin = registries.find((one, i) =>
    registries.slice(0, i).some(({ name, region }) => name === one.name && region === one.region),
  );
  if (twin !== undefined) {
    const ids = registries.filter(({ name, region }) => name === twin.name && region === twin.region);
    throw new Error(
      `${twin.region} has ${ids.length} registries named ${twin.name} (${ids.map(({ instanceId }) => instanceId).join(', ')}), tied by rules or asked for together, ` +
        'and an app knows each by its name. Remove the rules that tie one of them, or ask for one of them.',
    );
  }
}

const places = (text: string, before: readonly (Place | NamedPlace)[] = []): (Place | NamedPlace)[] => [
  ...before,
  registry(text),
];

/** @param packageFile - the manifest of this package */
export function adoptCommand(packageFile: string, version: string): Command {
  return withCloudOptions(new Command('adopt'))
    .description('write the app of registries that the console or other tools made')
    .addOption(
      new Option('--from <id@region|region/name...>', 'registries, with all that sync rules tie to them').argParser(
        places,
      ),
    )
    .option('--all', 'all registries of the account that are tied by sync rules')
    .option('--retained', 'what destroy left of this app: registries whose stacks are gone')
    .option('--from-terraform <file>', 'the registries of a Terraform state (terraform state pull)')
    .addOption(
      new Option('-l, --language <language>', 'what to write the app in').choices(LANGUAGES).default('typescript'),
    )
    .option('--out <directory>', 'where to write it', '.')
    .option('--import', 'let stacks take over what exists, where ROS offers it: write such an app, or import one')
    .option('-y, --yes', 'do not ask (with --import)')
    .option('--fingerprint', 'only tell the fingerprint of tags, digests and settings; write nothing')
    .addHelpText('after', HELP)
    .action(
      runs<AdoptFlags>(session => run(session, { root: dirname(packageFile), version }), {
        needsApp: flags => flags.retained === true || isImport(flags),
      }),
    );
}

const HELP = `
Nothing is changed in the account. The app takes what exists as it is; what ROS
cannot say of it, or would make a second time, stands in comments. Nothing is
overwritten. The fingerprint is the same as long as no tag, digest or setting is
another: take it before and after.

With --import, stacks take over what exists, of the types that ROS says it can
import: first an app is written that declares it (--from), then, in that app,
--import alone makes IMPORT change sets, shows them, asks, executes them, and
compares the fingerprint before with the one after.
Exit code: 0 the app was written, all was imported; 1 error, or not all.

Examples:
  $ global-registry adopt --from cri-0a1b2c3d@eu-central-1 --out acme
  $ global-registry adopt --from eu-central-1/acme --out acme
  $ global-registry adopt --from cri-0a1b2c3d@eu-central-1 -l python --out acme
  $ global-registry adopt --all --out registries
  $ global-registry adopt --retained --out again
  $ global-registry adopt --from-terraform terraform.tfstate --out acme
  $ global-registry adopt --from cri-0a1b2c3d@eu-central-1 --fingerprint
  $ global-registry adopt --from cri-0a1b2c3d@eu-central-1 --import --out acme
  $ cd acme && npm install && npx ros-cdk-global-registry-cli adopt --import`;
