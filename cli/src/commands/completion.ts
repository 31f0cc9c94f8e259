import { Argument, Command, type Option } from 'commander';
import { type CommandEntry, COMPLETIONS, type OptionEntry, type Shell } from '../report/completion';

/** What --help shows of a command line, as a table. */
function tableOf(program: Command): CommandEntry[] {
  const help = program.createHelp();
  return help.visibleCommands(program).map(command => ({
    name: command.name(),
    description: command.description(),
    options: help.visibleOptions(command).map(optionEntry),
    operands: command.name() === 'help' ? program.commands.map(other => other.name()) : choicesOf(command),
  }));
}

const choicesOf = (command: Command): readonly string[] =>
  command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);

const optionEntry = (option: Option): OptionEntry => ({
  short: option.short?.slice(1),
  long: option.long!.slice(2),
  description: option.description,
  takesValue: option.required || option.optional,
  takesFile: /<[^>]*(file|directory|plan)/.test(option.flags),
  choices: option.argChoices ?? [],
});

export function completionCommand(): Command {
  return new Command('completion')
    .description('print the completion of commands and options for a shell')
    .addArgument(new Argument('<shell>', 'whose script to print').choices(Object.keys(COMPLETIONS)))
    .addHelpText('after', HELP)
    .action(function (this: Command, shell: Shell) {
      process.stdout.write(COMPLETIONS[shell](tableOf(this.parent!)));
    });
}

const HELP = `
Put the line of your shell into its start file:
  bash   source <(global-registry completion bash)        in ~/.bashrc
  zsh    source <(global-registry completion zsh)         in ~/.zshrc
  fish   global-registry completion fish | source         in config.fish

Examples:
  $ global-registry completion bash > completion.bash`;
