import { Command } from 'commander';
import { checkDeeply } from '../copies/deep-check';
import { requireKnown, uncopiedNamespaces, unreadableRules } from '../copies/known';
import { withCopying } from '../copies/living-copies';
import { readRegistry } from '../copies/read-holdings';
import { compare } from '../images/compare';
import { type Scope, parseScope } from '../images/reference';
import type { CopiedRegistry } from '../images/registry';
import { createCopyProgress } from '../report/copy-progress';
import { unmetTexts } from '../report/existing-report';
import { type Verified, isSame, isUnknown, verifyData, verifyText } from '../report/verify-report';
import { type RegistryFlags, withRegistryOption } from '../session/flags';
import type { SessionWith } from '../session/session';
import { againIn } from './command-line';
import { registriesFor, runsOnImages } from './image-commands';
import { EXIT, tellResult } from './run';
import { unmetOf } from './unmet';

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
  requireKnown(verified, scope);
  tellResult(session, verifyText(verified, againIn(session), session.output.colours), verifyData(verified));
  const unmet = session.flags.registry === undefined ? await unmetOf(session) : [];
  unmetTexts(unmet, session.output.progressColours).forEach(text => session.output.progress(text));
  if (verified.every(isSame)) {
    return unmet.length > 0 ? EXIT.changes : EXIT.ok; // what no rule copies any more is not the same everywhere
  }
  return verified.some(isUnknown) ? EXIT.failed : EXIT.changes;
}

async function verify(registry: CopiedRegistry, scope: Scope, session: SessionWith<VerifyFlags>): Promise<Verified> {
  const { images, registries } = await session.cloud();
  const progress = createCopyProgress(session.output);
  let tags = 0;
  try {
    const uncopied = await uncopiedNamespaces(registry, scope, images);
    const read = await readRegistry(registry, scope, images, (_, more) => progress.note(`${(tags += more)} tags read`));
    const readable = read.replicas.filter(({ unreadable }) => unreadable === undefined);
    const compared = readable.flatMap(replica => compare(registry.rules, read.primary, replica, scope));
    const findings = await withCopying(compared, registry.primary, images);
    progress.note('asking the registries themselves');
    const deep = session.flags.deep ? await checkDeeply(read, findings, scope, registries) : undefined;
    return { scope, read, findings, deep, uncopied, unreadableRules: unreadableRules(registry, scope) };
  } finally {
    progress.close();
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
  $ global-registry verify --json | jq '.registries[] | .findings[], .lost[]?'
  $ global-registry verify --registry cri-0a1b2c3d@eu-central-1`;
