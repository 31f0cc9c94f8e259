import { Command } from 'commander';
import { readOutputs } from '../deployment/outputs';
import { selectionOf } from '../domain/selection';
import { outputsData, outputsText } from '../report/outputs-report';
import { type SelectionFlags, withCloudOptions, withOnly } from '../session/flags';
import type { SessionWith } from '../session/session';
import { EXIT, runs, tellResult } from './run';

async function outputs(session: SessionWith<SelectionFlags>, name?: string): Promise<number> {
  const { selected } = selectionOf(session.stacks, session.flags.only ?? []);
  const { ros } = await session.cloud();
  const found = await readOutputs(selected, ros);
  if (name !== undefined && !found.some(({ outputs: given }) => given?.[name] !== undefined)) {
    const names = [...new Set(found.flatMap(({ outputs: given }) => Object.keys(given ?? {})))].sort();
    throw new Error(`No stack that is there has an output ${name}. They have ${names.join(', ') || 'none'}.`);
  }
  tellResult(session, outputsText(found, session.output.colours, name), outputsData(found, name));
  return found.every(({ missing }) => missing === undefined) ? EXIT.ok : EXIT.failed;
}

export function outputsCommand(): Command {
  return withOnly(withCloudOptions(new Command('outputs')))
    .description('show what the deployed stacks give: ids, hosts, logins')
    .argument('[name]', 'only this output; of a single stack, its bare value')
    .addHelpText('after', HELP)
    .action(function (this: Command, name?: string) {
      return runs<SelectionFlags>(session => outputs(session, name)).call(this);
    });
}

const HELP = `
Exit code: 0 all stacks told their outputs, 1 one is missing or did not.

Examples:
  $ global-registry outputs
  $ global-registry outputs RegistryHost --only cn-hangzhou
  $ global-registry outputs --json | jq -r '.stacks[].outputs.InstanceId'`;
