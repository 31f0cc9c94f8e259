import { type Command, CommanderError } from 'commander';
import { paragraph } from '../report/text';
import { environmentSecrets } from '../session/environment';
import { Output } from '../session/output';

/** Runs a command line; what is wrong with it is told as data too, where that is asked for. */
export async function runLine(program: Command, argv: readonly string[]): Promise<void> {
  leaveExitsToUs(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    process.exitCode = error.exitCode;
    if (error.exitCode !== 0 && asksForData(argv)) {
      tell(error, program, argv);
    }
  }
}

function leaveExitsToUs(command: Command): void {
  command.exitOverride();
  command.configureOutput({ outputError: (text, write) => write(`${paragraph(text.trimEnd())}\n`) });
  command.commands.forEach(leaveExitsToUs);
}

const wordsOf = (argv: readonly string[]): readonly string[] => {
  const words = argv.slice(2);
  const end = words.indexOf('--');
  return end < 0 ? words : words.slice(0, end);
};

const asksForData = (argv: readonly string[]): boolean => wordsOf(argv).includes('--json');

/** As json-schema/error.json has it. The text was told already. */
function tell({ code, message }: CommanderError, program: Command, argv: readonly string[]): void {
  const names = program.commands.map(command => command.name());
  const command = wordsOf(argv).find(word => names.includes(word)) ?? program.name();
  const output = new Output(environmentSecrets());
  const said = code === 'commander.help' ? 'No command is named.' : message.replace(/^error: /, '');
  const error = { message: output.clean(said) };
  output.data({ command, error });
}
