import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { firstBlock, Manager, pinned, Project } from './project';
import { packClone, Tarball } from './tarballs';

const ROOT = resolve(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'global-registry-packages-'));
const CORE = [pinned('@alicloud/ros-cdk-core'), pinned('constructs')];
const WRITTEN = [
  'acme-cn-hangzhou.template.json',
  'acme-eu-central-1-to-cn-hangzhou.template.json',
  'acme-eu-central-1.template.json',
];

let tarballs: Map<string, Tarball>;
const files = (name: string) => tarballs.get(name)!.files;
const library = () => [tarballs.get('ros-cdk-global-registry')!.file, ...CORE];
const deployer = () => ['ros-cdk-simulator', 'ros-cdk-global-registry-cli'].map(name => tarballs.get(name)!.file);

/** A project with the example of the README in it, run by whatever the test is about. */
function project(): Project {
  const made = Project.empty(directory);
  made.write('app.ts', firstBlock('ts'));
  return made;
}

beforeAll(() => {
  tarballs = new Map(packClone(ROOT, directory).map(tarball => [tarball.name, tarball]));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('packages from a fresh clone', () => {
  test('are whole, although nobody built anything', () => {
    expect(files('ros-cdk-global-registry')).toEqual(
      expect.arrayContaining(['.jsii', 'lib/index.js', 'lib/index.d.ts']),
    );
    expect(files('ros-cdk-simulator')).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts']));
    expect(files('ros-cdk-global-registry-cli')).toEqual(
      expect.arrayContaining(['dist/main.mjs', 'dist/THIRD-PARTY-LICENSES.txt', 'json-schema/plan.json']),
    );
  });

  test.each(['ros-cdk-global-registry', 'ros-cdk-simulator', 'ros-cdk-global-registry-cli'])(
    'hold nothing that a user of %s has no use for',
    name => {
      const known =
        /^(?:package\.json|README(?:\.zh-CN)?\.md|LICENSE|API\.md|\.jsii|(?:lib|dist|bin|json-schema)\/.*\.(?:m?js|d\.ts|json|txt)|templates\/.*)$/;
      expect(files(name).filter(file => !known.test(file))).toEqual([]);
      expect(files(name)).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    },
  );

  test('are small: the library is under 300 KB', () => {
    expect(tarballs.get('ros-cdk-global-registry')!.size).toBeLessThan(300_000);
  });
});

describe('the library, installed into an empty folder', () => {
  test.each<Manager>(['npm', 'pnpm', 'yarn'])(
    'by %s, synthesises the example of the README, and no warning is about it',
    manager => {
      const made = project();
      const said = made.install([...library(), pinned('tsx')], manager);
      expect(warnings(said)).toEqual([]);
      const tsx = join('node_modules', 'tsx', 'dist', 'cli.mjs');
      made.run(process.execPath, [tsx, 'app.ts'], { CDK_OUTDIR: 'cdk.out' });
      expect(WRITTEN.filter(file => !made.exists(join('cdk.out', file)))).toEqual([]);
    },
  );
});

describe('the library compiles strictly, with the declarations of libraries checked too,', () => {
  let made: Project;
  beforeAll(() => {
    made = project();
    made.install([...library(), pinned('typescript'), pinned('@types/node')]);
  });

  test.each([
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('as module %s with resolution %s', (module, moduleResolution) => {
    const options = { module, moduleResolution, target: 'es2022', strict: true, skipLibCheck: false, noEmit: true };
    made.write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { ...options, types: ['node'] }, files: ['app.ts'] }),
    );
    made.run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc')]);
  });
});

describe('the library is loaded', () => {
  let made: Project;
  beforeAll(() => {
    made = Project.empty(directory);
    made.install(library());
  });

  test('by require', () => {
    const script = "console.log(typeof require('ros-cdk-global-registry').GlobalRegistry)";
    expect(made.run(process.execPath, ['-e', script])).toBe('function\n');
  });

  test('by import, names included', () => {
    const script = "import { GlobalRegistry } from 'ros-cdk-global-registry'; console.log(typeof GlobalRegistry)";
    expect(made.run(process.execPath, ['--input-type=module', '-e', script])).toBe('function\n');
  });
});

describe('the deployer, installed into an empty folder', () => {
  test('rehearses the example of the README as docs/start.md does in a project that is there, in under 30 MB', () => {
    const made = project();
    made.install(deployer());
    expect(made.installedSize()).toBeLessThan(30_000_000);
    made.install([...library(), pinned('tsx')]);
    const rehearsal = ['deploy', '--app', 'npx tsx app.ts', '--simulate', '--simulation-speed', '6000', '--yes'];
    expect(made.run('npx', ['ros-cdk-global-registry-cli', ...rehearsal])).toMatch(
      /^3 stacks deployed, 0 unchanged\.$/m,
    );
    expect(made.run('npx', ['--no', 'ros-cdk-global-registry-cli', '--', '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

test('a project begun by the deployer is tested and rehearsed by the commands that it names', () => {
  const made = Project.empty(directory);
  made.install(deployer());
  made.run('npx', ['ros-cdk-global-registry-cli', 'init', 'acme']);
  const begun = new Project(join(made.folder, 'acme'));
  begun.install([...library(), ...deployer()]);
  expect(begun.run('npm', ['test'])).toMatch(/^# pass 2$|^ℹ pass 2$/m);
  expect(begun.run('npm', ['run', 'rehearse'])).toMatch(/^3 stacks deployed, 0 unchanged\.$/m);
  const [, shown] = /^```text\n(.*?)^```$/ms.exec(page('docs/start.md'))!;
  expect(withoutIds(begun.run('npx', ['ros-cdk-global-registry-cli', 'status', '--simulate']))).toContain(
    withoutIds(shown),
  );
});

test('a project that was begun is tested as the page about testing has it, templates and a deployment', () => {
  const made = Project.empty(directory);
  made.install(deployer());
  made.run('npx', ['ros-cdk-global-registry-cli', 'init', 'acme']);
  const begun = new Project(join(made.folder, 'acme'));
  begun.install([...library(), ...deployer()]);
  const files = [...page('docs/testing.md').matchAll(/^```\w+ title="(.+?)"\n(.*?)^```$/gms)];
  files.forEach(([, title, code]) => begun.write(title, code));
  expect(files.map(([, title]) => title)).toEqual(['test/templates.test.ts', 'test/deployment.test.ts']);
  expect(begun.run('npm', ['test'])).toMatch(/^# pass 6$|^ℹ pass 6$/m);
});

const page = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Ids differ from one rehearsal to the next, for regions are deployed side by side. */
const withoutIds = (text: string): string => text.replace(/cri-\w+/g, 'cri-...');

/** The warnings about our packages; the core's own peers, and what a project is to say of itself, are not ours. */
function warnings(said: string): string[] {
  return said
    .split('\n')
    .filter(line => /warn|deprecated/i.test(line) && /global-registry|ros-cdk-simulator/.test(line));
}
