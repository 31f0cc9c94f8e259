/** Scripts that complete commands and options in shells; all that they know stands in them. */

export interface OptionEntry {
  readonly short?: string;
  readonly long: string;
  readonly description: string;
  readonly takesValue: boolean;
  readonly takesFile: boolean;
  readonly choices: readonly string[];
}

export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionEntry[];
  /** What may stand behind it; empty where that is a file, or free. */
  readonly operands: readonly string[];
}

export type Shell = 'bash' | 'zsh' | 'fish';

/** Both names of the command. */
const NAMES = ['global-registry', 'ros-cdk-global-registry-cli'];

/** As it stands in single quotes of bash and zsh. */
const inQuotes = (text: string): string => text.replaceAll("'", `'\\''`);

const flagsOf = ({ short, long }: OptionEntry): string[] => [...(short ? [`-${short}`] : []), `--${long}`];

function bash(commands: readonly CommandEntry[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(
        option =>
          `    ${flagsOf(option)
            .map(flag => `'${name} ${flag}'`)
            .join(' | ')}) words='${option.choices.join(' ')}' ;;`,
      ),
  );
  const options = commands.map(command => {
    const operands = command.operands.join(' ');
    const flags = command.options.flatMap(flagsOf).join(' ');
    return `      '${command.name}') [[ $current == -* ]] && words='${flags}' || words='${operands}' ;;`;
  });
  return [
    '# Completion of global-registry in bash; files are completed where nothing else fits.',
    '_global_registry() {',
    '  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} words=',
    '  if ((COMP_CWORD == 1)); then',
    `    words='${commands.map(({ name }) => name).join(' ')}'`,
    '  else',
    '    case "$command $before" in',
    ...values,
    '    *)',
    '      case $command in',
    ...options,
    '      esac ;;',
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    `complete -o default -F _global_registry ${NAMES.join(' ')}`,
    '',
  ].join('\n');
}

/** Brackets and colons mean something in the specifications of _arguments. */
const inArguments = (text: string): string => inQuotes(text.replace(/[[\]:\\]/g, '\\$&'));

function zshOption(option: OptionEntry): string {
  const flags = flagsOf(option);
  const given = `'*'${flags.length > 1 ? `{${flags.join(',')}}` : flags[0]}`;
  const values = option.choices.length > 0 ? `(${option.choices.join(' ')})` : option.takesFile ? '_files' : ' ';
  return `      ${given}'[${inArguments(option.description)}]${option.takesValue ? `:${option.long}:${values}` : ''}' \\`;
}

function zsh(commands: readonly CommandEntry[]): string {
  const cases = commands.flatMap(({ name, options, operands }) => [
    `    ${name})`,
    '      _arguments -s \\',
    ...options.map(zshOption),
    `      '*: :${operands.length > 0 ? `(${operands.join(' ')})` : '_files'}' ;;`,
  ]);
  return [
    `#compdef ${NAMES.join(' ')}`,
    '# Completion of global-registry in zsh.',
    '_global_registry() {',
    '  local -a commands=(',
    ...commands.map(({ name, description }) => `    '${name}:${inQuotes(description.replaceAll(':', '\\:'))}'`),
    '  )',
    '  if (( CURRENT == 2 )); then',
    '    _describe command commands',
    '    return',
    '  fi',
    '  shift words',
    '  (( CURRENT-- ))',
    '  case $words[1] in',
    ...cases,
    '  esac',
    '}',
    'if [[ $zsh_eval_context[-1] == loadautofunc ]]; then',
    '  _global_registry "$@"',
    'else',
    `  compdef _global_registry ${NAMES.join(' ')}`,
    'fi',
    '',
  ].join('\n');
}

/** A backslash and a quote are all that single quotes of fish do not take as they are. */
const inFish = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function fishOption(command: string, option: OptionEntry): string {
  const { short, long, description, takesValue, takesFile, choices } = option;
  const value =
    choices.length > 0 ? `-x -a ${inFish(choices.join(' '))}` : takesFile ? '-r -F' : takesValue ? '-x' : '';
  return [
    `-n '__fish_seen_subcommand_from ${command}'`,
    ...(short ? [`-s ${short}`] : []),
    `-l ${long}`,
    ...(value ? [value] : []),
    `-d ${inFish(description)}`,
  ].join(' ');
}

function fish(commands: readonly CommandEntry[]): string {
  const lines = commands.flatMap(({ name, description, options, operands }) => [
    `-n __fish_use_subcommand -f -a ${name} -d ${inFish(description)}`,
    ...(operands.length > 0 ? [`-n '__fish_seen_subcommand_from ${name}' -f -a ${inFish(operands.join(' '))}`] : []),
    ...options.map(option => fishOption(name, option)),
  ]);
  return [
    '# Completion of global-registry in fish.',
    ...NAMES.flatMap(name => lines.map(line => `complete -c ${name} ${line}`)),
    '',
  ].join('\n');
}

export const COMPLETIONS: Readonly<Record<Shell, (commands: readonly CommandEntry[]) => string>> = { bash, zsh, fish };
