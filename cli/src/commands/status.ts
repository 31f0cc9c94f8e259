import { Command } from 'commander';
import { statusData, statusText } from '../report/status-report';
import { selectionOf } from '../domain/selection';
import { type SelectionFlags, withCloudOptions, withOnly } from '../session/flags';
import type { SessionWith } from '../session/session';
import { collectState } from '../status/collect';
import { isComplete } from '../status/model';
import { leftoversOf } from './planning';
import { EXIT, runs, tellResult } from './run';

export async function status(session: SessionWith<SelectionFlags>): Promise<number> {
  const { ros, cr, now } = await session.cloud();
  const { selected } = selectionOf(session.stacks, session.flags.only ?? []);
  const state = await collectState(selected, ros, cr);
  const leftovers = await leftoversOf(session);
  const text = statusText(state, leftovers, now(), session.output.colours);
  tellResult(session, text, statusData(state, leftovers));
  return isComplete(state) ? EXIT.ok : EXIT.failed;
}

export function statusCommand(): Command {
  return withOnly(withCloudOptions(new Command('status')))
    .description('show what exists against what is declared: stacks, registries, arrows, copies')
    .addHelpText('after', HELP)
    .action(runs<SelectionFlags>(status));
}

const HELP = `
A rule that was edited or deleted in the console shows as such, with the values.
Exit code: 0 everything declared is in place, 1 something is missing or differs.

Examples:
  $ global-registry status
  $ global-registry status --simulate
  $ global-registry status --json | jq '.arrows[].tasks'`;
