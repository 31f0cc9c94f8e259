import { Command, Option } from 'commander';
import { observe } from '../copies/observe';
import { lookUp, registryFor } from '../copies/pin';
import { covers, soonest, targetOf } from '../images/copy-rule';
import { explain } from '../images/explanation';
import { parseReference } from '../images/reference';
import { limitedTo, rulesTo, targetsOf } from '../images/registry';
import { explainData, explainText } from '../report/explain-report';
import { type RegistryFlags, withRegistryOption } from '../session/flags';
import type { SessionWith } from '../session/session';
import { againIn, registriesFor, runsOnImages } from './image-commands';
import { EXIT, tellResult } from './run';

interface ExplainFlags extends RegistryFlags {
  readonly in: string;
}

async function run(session: SessionWith<ExplainFlags>, text: string): Promise<number> {
  const { flags, output } = session;
  const cloud = await session.cloud();
  const reference = parseReference(text);
  const registry = await registryFor(reference, await registriesFor(session), cloud);
  const { rules } = limitedTo(registry, [flags.in]);
  const { source, tags } = await lookUp(reference, registry, cloud.images);
  const [tag] = tags;
  const [place] = targetsOf(rules);
  const arrows = rulesTo(rules, place);
  const covering = arrows.filter(rule => covers(rule, source.namespace, source.repository, tag.tag));
  const rule = soonest(covering, tag.pushed) ?? arrows.find(({ namespace }) => namespace === source.namespace);
  const target = rule === undefined ? { ...source, ...place } : { ...targetOf(rule, source.repository) };
  const seen = await observe({ ...source, ...tag }, target, arrows, { cr: cloud.cr, images: cloud.watch });
  const explained = { seen, explanation: explain(seen), now: cloud.now() };
  const again = againIn(session);
  tellResult(session, explainText(explained, again, output.colours), explainData(explained, again));
  return explained.explanation.there ? EXIT.ok : EXIT.changes;
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
Exit code: 0 it is there, 2 it is not, 1 error.

Examples:
  $ global-registry explain prod/api:v1 --in cn-hangzhou
  $ global-registry explain prod/api:v1 --in cn-hangzhou --json | jq .verdict
  $ global-registry explain prod/api:v1 --in us-east-1 --profile production`;
