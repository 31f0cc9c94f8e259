import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { deployCommand } from './commands/deploy';
import { planCommand } from './commands/plan';

/** The command line. */
export function program(): Command {
  return new Command('global-registry')
    .description('Deploys a container registry in many regions of Alibaba Cloud with one command.')
    .version(version())
    .addCommand(planCommand())
    .addCommand(deployCommand())
    .addHelpText('after', HELP);
}

function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;
}

const HELP = `
Examples:
  $ global-registry plan --simulate        what would happen, without an account
  $ global-registry deploy --simulate      rehearse it
  $ global-registry deploy                 do it
Help on a command: global-registry help deploy`;

export async function run(argv: readonly string[]): Promise<void> {
  await program().parseAsync(argv);
}
