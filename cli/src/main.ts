import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { adoptCommand } from './commands/adopt';
import { backfillCommand } from './commands/backfill';
import { completionCommand } from './commands/completion';
import { costCommand } from './commands/cost';
import { deployCommand } from './commands/deploy';
import { destroyCommand } from './commands/destroy';
import { doctorCommand } from './commands/doctor';
import { explainCommand } from './commands/explain';
import { graphCommand } from './commands/graph';
import { initCommand } from './commands/init';
import { lsCommand } from './commands/ls';
import { outputsCommand } from './commands/outputs';
import { planCommand } from './commands/plan';
import { pullConfigCommand } from './commands/pull-config';
import { statusCommand } from './commands/status';
import { synthCommand } from './commands/synth';
import { runLine } from './commands/usage';
import { verifyCommand } from './commands/verify';
import { waitCommand } from './commands/wait';
import { keepQuiet } from './session/output';

/** The command line. */
export function program(): Command {
  return new Command('global-registry')
    .description('Deploys a container registry in many regions of Alibaba Cloud with one command.')
    .version(version())
    .configureHelp({ subcommandTerm: command => command.name() })
    .addCommand(initCommand(MANIFEST, version()))
    .addCommand(adoptCommand(MANIFEST, version()))
    .addCommand(synthCommand())
    .addCommand(lsCommand())
    .addCommand(planCommand())
    .addCommand(deployCommand())
    .addCommand(statusCommand())
    .addCommand(outputsCommand())
    .addCommand(destroyCommand())
    .addCommand(graphCommand())
    .addCommand(pullConfigCommand())
    .addCommand(costCommand())
    .addCommand(doctorCommand())
    .addCommand(waitCommand())
    .addCommand(verifyCommand())
    .addCommand(backfillCommand())
    .addCommand(explainCommand())
    .addCommand(completionCommand())
    .addHelpText('after', HELP);
}

function version(): string {
  return (JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string }).version;
}

/** The manifest of this package, seen from src/ and from dist/. */
const MANIFEST = join(__dirname, '..', 'package.json');

const HELP = `
Examples:
  $ global-registry plan --simulate        what would happen, without an account
  $ global-registry deploy --simulate      rehearse it
  $ global-registry deploy                 do it
Help on a command: global-registry help deploy`;

export async function run(argv: readonly string[] = process.argv): Promise<void> {
  // Whoever reads may have seen enough, as `head` may have, or closed the terminal: the work goes on.
  keepQuiet(process.stdout, process.stderr);
  await runLine(program(), argv);
}
