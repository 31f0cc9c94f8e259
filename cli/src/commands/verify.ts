import { Command } from 'commander';
import { checkDeeply } from '../copies/deep-check';
import { readRegistry } from '../copies/read-holdings';
import { compare } from '../images/compare';
import { type Scope, isInScope, parseScope } from '../images/reference';
import type { CopiedRegistry } from '../images/registry';
import { createCopyProgress } from '../report/copy-progress';
import { type Verified, isSame, isUnknown, verifyData, verifyText } from '../report/verify-report';
import { type RegistryFlags, withRegistryOption } from '../session/flags';
import type { SessionWith } from '../session/session';
import { againIn, registriesFor, runsOnImages } from './image-commands';
import { EXIT, tellResult } from './run';

interface VerifyFlags extends RegistryFlags {
  readonly deep?: boolean;
}

async function run(session: SessionWith<VerifyFlags>, scopeText: string | undefined): Promise<number> {
  const scope = parseScope(scopeText);
  const registries = await registriesFor(session);
  const verified: Verified[] = [];
  for (const registry of registries) {
    verified.push(await verify(registry, scope, session));
  }
  refuseNothing(verified, scope);
  tellResult(session, verifyText(verified, againIn(session), session.output.colours), verifyData(verified));
  if (verified.every(isSame)) {
    return EXIT.ok;
  }
  return verified.some(isUnknown) ? EXIT.failed : EXIT.changes;
}

async function verify(registry: CopiedRegistry, scope: Scope, session: SessionWith<VerifyFlags>): Promise<Verified> {
  const { images, registries } = await session.cloud();
  const progress = createCopyProgress(session.output);
  let tags = 0;
  try {
    const namespaces = (await images.namespaces(registry.primary)).map(({ name }) => name);
    const read = await readRegistry(registry, scope, images, (_, more) => progress.note(`${(tags += more)} tags read`));
    const readable = read.replicas.filter(({ unreadable }) => unreadable === undefined);
    const findings = readable.flatMap(replica => compare(registry.rules, read.primary, replica, scope));
    progress.note('asking the registries themselves');
    const deep = session.flags.deep ? await checkDeeply(read, findings, scope, registries) : undefined;
    return { read, findings, deep, uncopied: uncopied(namespaces, registry, scope) };
  } finally {
    progress.close();
  }
}

const uncopied = (namespaces: readonly string[], { rules }: CopiedRegistry, scope: Scope): string[] =>
  namespaces.filter(
    name => isInScope(scope, name, scope.repository ?? '') && !rules.some(rule => rule.namespace === name),
  );

/** Nothing that is compared is always the same: a name that nothing has must not pass for that. */
function refuseNothing(verified: readonly Verified[], { namespace, repository }: Scope): void {
  const isKnown = verified.some(
    ({ read, uncopied: others }) =>
      read.primary.repositories.length > 0 ||
      others.length > 0 ||
      read.replicas.some(one => one.repositories.length > 0),
  );
  if (namespace !== undefined && !isKnown) {
    const what = repository === undefined ? namespace : `${namespace}/${repository}`;
    throw new Error(`There is nothing to compare: no registry has ${what}. Look at the name.`);
  }
}

export function verifyCommand(): Command {
  return withRegistryOption(new Command('verify'))
    .description('compare every tag that a rule copies, digest by digest, in all regions')
    .argument('[namespace[/repository]]', 'what to compare (default: everything)')
    .option('--deep', 'ask the registries for every manifest, blob and signature too')
    .addHelpText('after', HELP)
    .action(function (this: Command, scope?: string) {
      return runsOnImages<VerifyFlags>(session => run(session, scope)).call(this);
    });
}

const HELP = `
Tags that only a replica has, and tags that no rule copies, are named too, but
break no promise. --deep logs in to the registries, as whoever pulls does.
Exit code: 0 what rules copy is the same everywhere; 2 something is missing,
different or incomplete; 1 error, or something could not be looked at.

Examples:
  $ global-registry verify
  $ global-registry verify prod/api --deep
  $ global-registry verify --json | jq '.registries[].findings[]'
  $ global-registry verify --registry cri-0a1b2c3d@eu-central-1`;
