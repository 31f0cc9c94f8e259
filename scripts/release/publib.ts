import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../package/command';
import { missingTools, Tool } from '../package/toolchains';

/** What publishes the packages of all languages, as the release does. */
const PUBLIB = 'publib@0.2.1061';

/** Where the Go package is published: a repository of its own, which is cloned, written and pushed. */
const GO_REPOSITORY = 'github.com/ros-cdk-global-registry/ros-cdk-global-registry-go.git';

/** The passphrase of a key that lives as long as the rehearsal. */
const PASSPHRASE = 'rehearsal';

type Environment = Readonly<Record<string, string>>;

/** How the packages of one language are published. */
interface Publisher {
  /** The folder below dist/. */
  readonly folder: string;
  readonly program: string;
  readonly tools: readonly Tool[];
  /** What it is told by its environment; what it takes meanwhile may lie in a folder that goes afterwards. */
  readonly environment: (scratch: string) => Environment;
}

const PUBLISHERS: readonly Publisher[] = [
  { folder: 'js', program: 'publib-npm', tools: [], environment: () => ({ NPM_TRUSTED_PUBLISHER: 'true' }) },
  { folder: 'python', program: 'publib-pypi', tools: ['python3'], environment: forPython },
  { folder: 'java', program: 'publib-maven', tools: ['mvn', 'gpg'], environment: forJava },
  { folder: 'go', program: 'publib-golang', tools: [], environment: forGo },
];

/** A dry run of one publisher. */
export interface DryRun {
  readonly name: string;
  readonly problems: () => string[];
}

/**
 * The dry run of each language that was packed: everything that comes before a registry is asked. None is, so the credentials are made up,
 * the key that signs is made for the purpose, and the Go repository is an empty one on this machine.
 */
export function dryRuns(root: string): DryRun[] {
  const packed = PUBLISHERS.filter(({ folder }) => existsSync(join(root, 'dist', folder)));
  return packed.map(publisher => {
    const missing = missingTools(publisher.tools);
    const name = `${publisher.program}, as far as it goes without publishing`;
    return missing.length === 0
      ? { name, problems: () => dryRun(root, publisher) }
      : { name: `${publisher.program} was not tried: ${missing.join(' and ')} cannot be run here`, problems: () => [] };
  });
}

function dryRun(root: string, { folder, program, environment }: Publisher): string[] {
  const scratch = mkdtempSync(join(tmpdir(), 'publib-'));
  try {
    const args = ['exec', '--yes', `--package=${PUBLIB}`, '--', program, join(root, 'dist', folder)];
    command('npm', args, { cwd: root, env: { ...environment(scratch), PUBLIB_DRYRUN: 'true' } });
    return [];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Twine goes into a folder of its own, not into the user's. */
function forPython(scratch: string): Environment {
  return { PYTHONUSERBASE: scratch, PIP_BREAK_SYSTEM_PACKAGES: '1', TWINE_USERNAME: 'none', TWINE_PASSWORD: 'none' };
}

function forJava(scratch: string): Environment {
  const options = { cwd: scratch, env: { GNUPGHOME: scratch } };
  const gpg = (...args: string[]) =>
    command('gpg', ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', PASSPHRASE, ...args], options);
  gpg('--quick-gen-key', 'Rehearsal <rehearsal@example.invalid>', 'rsa3072', 'sign', 'never');
  const key = gpg('--armor', '--export-secret-keys');
  command('gpgconf', ['--kill', 'all'], options);
  return {
    MAVEN_SERVER_ID: 'central-ossrh',
    MAVEN_USERNAME: 'none',
    MAVEN_PASSWORD: 'none',
    MAVEN_GPG_PRIVATE_KEY: key,
    MAVEN_GPG_PRIVATE_KEY_PASSPHRASE: PASSPHRASE,
  };
}

function forGo(scratch: string): Environment {
  command('git', ['init', '--quiet', '--bare', scratch], { cwd: scratch });
  return {
    GITHUB_TOKEN: 'none',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.${scratch}.insteadOf`,
    GIT_CONFIG_VALUE_0: `https://none@${GO_REPOSITORY}`,
  };
}
