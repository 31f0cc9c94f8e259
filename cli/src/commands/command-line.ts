/** Commands to type next: each begins as this one was called, and leads to the same app and the same cloud. */
import type { PlanOptions } from '../deployment/saved-plan';
import { type Again, quoted } from '../report/text';
import { DEFAULTS, type Flags, type RegistryFlags, registryText } from '../session/flags';
import { invokedAs } from '../session/invocation';

/** What to type to run the same again. */
export function sameCommand(argv: readonly string[] = process.argv): string {
  const words = argv.slice(2).map((word, index, all) => withoutValue(word, all[index - 1]));
  return typed(words.filter(word => word !== '--fresh')); // what goes on does not begin anew
}

const typed = (words: readonly string[]): string => [invokedAs(), ...words.map(quoted)].join(' ');

/** What to type to save a plan of the same app in the same cloud: one that was carried out in part is no longer true. */
export const anotherPlan = (file: string, flags: Flags, asked?: PlanOptions): string =>
  typed(['plan', '--out', file, ...askedWords(asked), ...placeWords(flags)]);

const askedWords = ({ only = [], takeOver = [], prune = false }: Partial<PlanOptions> = {}): string[] => [
  ...(only.length > 0 ? ['--only', ...only] : []),
  ...(takeOver.length > 0 ? ['--take-over', ...takeOver] : []),
  ...(prune ? ['--prune'] : []),
];

/** What to type to carry out a plan that was saved. */
export const savedPlanCommand = (file: string, flags: Flags): string => typed(['deploy', file, ...placeWords(flags)]);

/** Commands that come next speak of the same app and registry, in the same cloud. */
export function againIn({ flags }: { readonly flags: RegistryFlags }): Again {
  const { registry } = flags;
  const words = [...(registry === undefined ? [] : ['--registry', registryText(registry)]), ...placeWords(flags)];
  return command => [invokedAs(), command, ...words.map(quoted)].join(' ');
}

/** Commands of the project that was written: its packages hold the deployer, and its cdk.json says what the app is. */
export function inProject(flags: Flags): Again {
  const words = cloudWords(flags);
  return command => [invokedAs({ npm_config_user_agent: 'npm' }), command, ...words.map(quoted)].join(' ');
}

/** The options that say which app is meant, with which values, in which cloud. */
function placeWords(flags: Flags): string[] {
  return [
    ...single('--app', flags.app),
    ...single('--app-name', flags.appName),
    ...pairs('--context', flags.context, shownContext),
    ...pairs('--region-of', flags.regionOf, (_name, region) => region),
    ...parameters('--parameter', flags.parameter, () => '...'),
    ...parameters('--parameter-env', flags.parameterEnv, variable => variable),
    ...parameters('--parameter-from-file', flags.parameterFromFile, path => path),
    ...single('--parameters-file', flags.parametersFile),
    ...cloudWords(flags),
  ];
}

const cloudWords = ({ profile, endpoint, simulate, simulationSpeed }: Flags): string[] => [
  ...single('--profile', profile),
  ...single('--endpoint', endpoint),
  ...(simulate ? ['--simulate'] : []),
  ...(simulate && simulationSpeed !== DEFAULTS.simulationSpeed ? ['--simulation-speed', `${simulationSpeed}`] : []),
];

const single = (option: string, value: string | undefined): string[] => (value === undefined ? [] : [option, value]);

const pairs = (
  option: string,
  values: Readonly<Record<string, string>>,
  shown: (name: string, value: string) => string,
): string[] => Object.entries(values).flatMap(([name, value]) => [option, `${name}=${shown(name, value)}`]);

const parameters = (option: string, given: Flags['parameter'], shown: (text: string) => string): string[] =>
  Object.entries(given).flatMap(([stack, values]) =>
    pairs(
      option,
      Object.fromEntries(
        Object.entries(values).map(([name, text]) => [`${stack === '*' ? '' : `${stack}:`}${name}`, text]),
      ),
      (_name, text) => shown(text),
    ),
  );

/** A name that says that its value is for nobody's eyes. */
const SECRET = /passw|secret|token|credential|private|(access|api|auth|signing|encryption)[-_.]?key|pwd|^pin$/i;

const shownContext = (name: string, value: string): string => (SECRET.test(name) ? '...' : value);

/** The value of a template parameter may be a password, and that of a context too. */
function withoutValue(word: string, before: string | undefined): string {
  if (before === '--parameter') {
    return word.replace(/=.*$/s, '=...');
  }
  if (before === '--context' || before === '-c') {
    return hidden(word);
  }
  const [, option, pair] = /^(--context=|-c)(?=.)(.*)$/s.exec(word) ?? [];
  return option === undefined ? word.replace(/^(--parameter=[^=]+=).*$/s, '$1...') : `${option}${hidden(pair)}`;
}

const hidden = (pair: string): string =>
  pair.replace(/^([^=]+)=(.*)$/s, (_all, name: string, value: string) => `${name}=${shownContext(name, value)}`);
