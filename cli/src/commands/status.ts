import { Command } from 'commander';
import { statusData, statusText } from '../report/status-report';
import { type Flags, withCloudOptions } from '../session/flags';
import type { Session } from '../session/session';
import { collectState } from '../status/collect';
import { isComplete } from '../status/model';
import { EXIT, runs, tellResult } from './run';

async function status(session: Session): Promise<number> {
  const { ros, cr, now } = await session.cloud();
  const state = await collectState(session.stacks, ros, cr);
  tellResult(session, statusText(state, now(), session.output.colours), statusData(state));
  return isComplete(state) ? EXIT.ok : EXIT.failed;
}

export function statusCommand(): Command {
  return withCloudOptions(new Command('status'))
    .description('show what exists against what is declared: stacks, registries, arrows, copies')
    .addHelpText('after', HELP)
    .action(runs<Flags>(status));
}

const HELP = `
A rule that was edited or deleted in the console shows as such, with the values.
Exit code: 0 everything declared is in place, 1 something is missing or differs.

Examples:
  $ global-registry status
  $ global-registry status --simulate
  $ global-registry status --json | jq '.arrows[].tasks'`;
