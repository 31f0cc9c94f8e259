import { Command } from 'commander';
import { statusData, statusText } from '../report/status-report';
import { type SelectionFlags, withCloudOptions, withOnly } from '../session/flags';
import type { SessionWith } from '../session/session';
import { isComplete } from '../status/model';
import { withSizes } from '../status/sizes';
import { againIn } from './command-line';
import { look } from './looking';
import { leftoversOf } from './planning';
import { EXIT, runs, tellResult } from './run';

export async function status(session: SessionWith<SelectionFlags>): Promise<number> {
  const { cr, now } = await session.cloud();
  const looked = await look(session);
  const state = await withSizes(looked.state, cr);
  const leftovers = await leftoversOf(session, looked.survey);
  const text = statusText(state, leftovers, now(), againIn(session), session.output.colours);
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
What was changed behind the stacks is named, with what deploy does about it.
Exit code: 0 everything declared is in place, 1 something is missing or differs.

Examples:
  $ global-registry status
  $ global-registry status --simulate
  $ global-registry status --json | jq '.arrows[].tasks'`;
