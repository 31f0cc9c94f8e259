import { Command } from 'commander';
import { selectionOf } from '../domain/selection';
import { wavesOf } from '../domain/waves';
import { listData, listText } from '../report/stack-list';
import { type SelectionFlags, withAppOptions, withOnly } from '../session/flags';
import type { SessionWith } from '../session/session';
import { EXIT, runs, tellResult } from './run';

async function ls(session: SessionWith<SelectionFlags>): Promise<number> {
  const { selected } = selectionOf(session.stacks, session.flags.only ?? []);
  const waves = wavesOf(selected);
  tellResult(session, listText(waves, session.output.colours), listData(waves));
  return EXIT.ok;
}

export function lsCommand(): Command {
  return withOnly(withAppOptions(new Command('ls')))
    .description('list the stacks that the app declares, in the order of deployment')
    .addHelpText('after', HELP)
    .action(runs<SelectionFlags>(ls));
}

const HELP = `
Stacks of one wave are deployed side by side.
Exit code: 0, or 1 where the app fails.

Examples:
  $ global-registry ls
  $ global-registry ls --only cn-hangzhou
  $ global-registry ls --json | jq -r '.stacks[].name'`;
