import { Command } from 'commander';
import { wavesOf } from '../domain/waves';
import { synthData, synthText } from '../report/stack-list';
import { type Flags, withAppOptions } from '../session/flags';
import { type SessionWith, storyOf } from '../session/session';
import { EXIT, runs, tellResult } from './run';

async function synth(session: SessionWith<Flags>): Promise<number> {
  const waves = wavesOf(session.stacks);
  const story = storyOf(session);
  tellResult(session, synthText(waves, story, session.output.colours), synthData(waves, story));
  return EXIT.ok;
}

export function synthCommand(): Command {
  return withAppOptions(new Command('synth'))
    .description('run the app and check what it declares, without a cloud')
    .addHelpText('after', HELP)
    .action(runs<Flags>(synth, { warns: false }));
}

const HELP = `
The assembly is written where the app writes it: to cdk.out.
Exit code: 0, or 1 where the app fails or reports errors.

Examples:
  $ global-registry synth
  $ global-registry synth --app 'npx tsx app.ts' --context stage=test
  $ global-registry synth --json | jq -r .assembly.directory`;
