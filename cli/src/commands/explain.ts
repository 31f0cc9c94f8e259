import { Command, Option } from 'commander';
import { observe } from '../copies/observe';
import { NotAtPrimaryError, lookUp } from '../copies/pin';
import { registryFor } from '../copies/which-registry';
import { destinationAt } from '../images/destinations';
import { explain } from '../images/explanation';
import { type Reference, parseReference } from '../images/reference';
import { type CopiedRegistry, limitedTo, rulesTo, targetsOf } from '../images/registry';
import { explainData, explainText, primaryData, primaryText } from '../report/explain-report';
import { type RegistryFlags, withRegistryOption } from '../session/flags';
import type { SessionWith } from '../session/session';
import { againIn } from './command-line';
import { declaredRegions, registriesFor, runsOnImages } from './image-commands';
import { EXIT, tellResult } from './run';

interface ExplainFlags extends RegistryFlags {
  readonly in: string;
}

async function run(session: SessionWith<ExplainFlags>, text: string): Promise<number> {
  const { flags, output } = session;
  const cloud = await session.cloud();
  const reference = parseReference(text);
  const registry = await registryFor(reference, await registriesFor(session), cloud);
  if (flags.in === registry.primary.region && !registry.rules.some(({ target }) => target.region === flags.in)) {
    return explainAtPrimary(session, reference, registry);
  }
  const { rules } = limitedTo(registry, [flags.in], declaredRegions(session));
  const [place] = targetsOf(rules);
  const arrows = rulesTo(rules, place);
  const named = await lookUp(reference, registry, cloud.images).catch((error: Error) =>
    sayWhereItIs(error, reference, { ...registry, primary: place }, session),
  );
  const { source, tags } = named;
  const { tag, destination } = destinationAt(place, arrows, source, tags);
  const seen = await observe({ ...source, ...tag }, destination, arrows, { cr: cloud.cr, images: cloud.watch });
  const explained = { seen, explanation: explain(seen), now: cloud.now() };
  const again = againIn(session);
  tellResult(session, explainText(explained, again, output.colours), explainData(explained, again));
  const { there } = explained.explanation;
  return there === undefined ? EXIT.failed : there ? EXIT.ok : EXIT.changes;
}

/** Where it was pushed to, it is. */
async function explainAtPrimary(
  session: SessionWith<ExplainFlags>,
  reference: Reference,
  registry: CopiedRegistry,
): Promise<number> {
  const { images, now } = await session.cloud();
  const { source, tags } = await lookUp(reference, registry, images);
  const at = { image: { ...source, ...tags[0] }, now: now() };
  tellResult(session, primaryText(at, session.output.colours), primaryData(at));
  return EXIT.ok;
}

/** Of an image that only the replica has, that is said: nothing copies it back. */
async function sayWhereItIs(
  error: Error,
  reference: Reference,
  replica: CopiedRegistry,
  session: SessionWith<ExplainFlags>,
): Promise<never> {
  const { images } = await session.cloud();
  if (!(error instanceof NotAtPrimaryError)) {
    throw error;
  }
  const isThere = await lookUp(reference, replica, images).then(
    () => true,
    () => false,
  );
  throw isThere
    ? new Error(
        `${reference.text} is at the replica in ${replica.primary.region} only: it was pushed there, or is gone from the primary. ` +
          'Rules copy from the primary alone, so push it there.',
      )
    : error;
}

export function explainCommand(): Command {
  return withRegistryOption(new Command('explain'))
    .description('tell why an image is, or is not, in a region, and what to do')
    .argument('<image>', 'such as prod/api:v1')
    .addOption(new Option('--in <region>', 'the region').makeOptionMandatory())
    .addHelpText('after', HELP)
    .action(function (this: Command, image: string) {
      return runsOnImages<ExplainFlags>(session => run(session, image)).call(this);
    });
}

const HELP = `
Looks at the rules and their filters, the moment of the push, the copies and
their failures, immutability, quotas, the instance and the region.
Exit code: 0 it is there, 2 it is not, 1 error, or nobody can tell.

Examples:
  $ global-registry explain prod/api:v1 --in cn-hangzhou
  $ global-registry explain prod/api:v1 --in cn-hangzhou --json | jq .verdict
  $ global-registry explain prod/api:v1 --in us-east-1 --profile production`;
