import { chmodSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GERMANY_HANGZHOU, directory, registryStack, writeAssembly } from './support/assemblies';
import { flat } from './support/commands';
import { globalRegistryCommand, shellLine } from './support/process';

const APP = writeAssembly(GERMANY_HANGZHOU);

const run = (parameters: readonly string[], cwd = directory(), env: Record<string, string | undefined> = {}) =>
  globalRegistryCommand(parameters, { cwd, env });

/** What a command says of an error, its directory left out. */
async function refusal(parameters: readonly string[], cwd = directory(), env: Record<string, string | undefined> = {}) {
  const { code, stdout, stderr } = await run(parameters, cwd, env);
  expect([code, stdout]).toEqual([1, '']);
  return flat(stderr).replaceAll(`${cwd}/`, '').trim();
}

describe('cdk.json', () => {
  const saying = (content: string) => {
    const cwd = directory();
    writeFileSync(join(cwd, 'cdk.json'), content);
    return refusal(['graph'], cwd);
  };
  const OBJECT = 'but it is an object, such as {"app": "npx tsx app.ts"}. Correct it.';
  const COMMAND =
    'but it is the command that runs the app, such as "npx tsx app.ts", or the directory of an assembly. Correct it, or remove it.';
  const FOLDER =
    'but it is the directory that the assembly is written to, such as "cdk.out". Correct it, or remove it.';

  test.each([
    ['null', `error: cdk.json is null, ${OBJECT}`],
    ['[]', `error: cdk.json is [], ${OBJECT}`],
    ['3', `error: cdk.json is 3, ${OBJECT}`],
    ['"x"', `error: cdk.json is "x", ${OBJECT}`],
    ['', 'error: cdk.json is not JSON: Unexpected end of JSON input. Correct it.'],
    ['{"app": 3}', `error: "app" in cdk.json is 3, ${COMMAND}`],
    ['{"app": null}', `error: "app" in cdk.json is null, ${COMMAND}`],
    ['{"app": ""}', `error: "app" in cdk.json is "", ${COMMAND}`],
    ['{"app": ["node", "x"]}', `error: "app" in cdk.json is ["node","x"], ${COMMAND}`],
    ['{"output": {}}', `error: "output" in cdk.json is {}, ${FOLDER}`],
    ['{"output": " "}', `error: "output" in cdk.json is " ", ${FOLDER}`],
    [
      '{"context": "x"}',
      'error: "context" in cdk.json is "x", but it is an object, such as {"stage": "test"}. Correct it.',
    ],
    [
      '{"context": [1]}',
      'error: "context" in cdk.json is [1], but it is an object, such as {"stage": "test"}. Correct it.',
    ],
  ])('%s is refused with what it should be', async (content, said) => {
    expect(await saying(content)).toBe(said);
  });

  test('that is a directory is refused as one', async () => {
    const cwd = directory();
    mkdirSync(join(cwd, 'cdk.json'));
    expect(await refusal(['graph'], cwd)).toBe('error: cdk.json cannot be read: it is a directory. Correct it.');
  });

  test('is read with a byte order mark, and whatever it holds for others', async () => {
    const cwd = directory();
    writeFileSync(
      join(cwd, 'cdk.json'),
      `\uFEFF{"app": ${JSON.stringify(APP)}, "watch": {"include": ["**"]}, "x": null}`,
    );
    expect((await run(['graph'], cwd)).code).toBe(0);
  });
});

describe('an app that is named wrongly', () => {
  const inDirectory = () => {
    const cwd = directory();
    for (const file of ['app.ts', 'app.py', 'app.mjs', 'app.jar', 'app.txt', 'run.sh']) {
      writeFileSync(join(cwd, file), 'exit 3\n');
    }
    chmodSync(join(cwd, 'run.sh'), 0o755);
    return cwd;
  };

  test.each([
    ['app.ts', "Run it with --app 'npx tsx app.ts'."],
    ['./app.ts', "Run it with --app 'npx tsx ./app.ts'."],
    ['app.py', "Run it with --app 'python3 app.py'."],
    ['app.mjs', "Run it with --app 'node app.mjs'."],
    ['app.jar', "Run it with --app 'java -jar app.jar'."],
    [
      './app.txt',
      "Pass --app with the command that runs your app, such as --app 'npx tsx app.ts', or with the directory of an assembly.",
    ],
  ])('%s is answered with how it is run', async (app, hint) => {
    expect(await refusal(['graph', '--app', app], inDirectory())).toBe(
      `error: The app is "${app}", which is a file and no command. ${hint}`,
    );
  });

  test.each([
    ['nothing.ts', "Run it with --app 'npx tsx nothing.ts'."],
    ['app.ts --stage test', "Run it with --app 'npx tsx app.ts --stage test'."],
    [
      'cdk.ou',
      "Pass --app with the command that runs your app, such as --app 'npx tsx app.ts', or with the directory of an assembly.",
    ],
  ])('%s, which the shell does not find, is answered so too', async (app, hint) => {
    const said = await refusal(['graph', '--app', app], inDirectory());
    expect(said).toContain(
      `The app "${app}" ended with exit code 127, so there is nothing to deploy. What it said stands above.`,
    );
    expect(said).toContain(`It is neither a directory nor a command that the shell finds. ${hint}`);
  });

  test('is run where it may be', async () => {
    expect(await refusal(['graph', '--app', './run.sh'], inDirectory())).toBe(
      'error: The app "./run.sh" ended with exit code 3, so there is nothing to deploy. What it said stands above.',
    );
  });
});

describe('--region-of', () => {
  test('refuses another region than the app says', async () => {
    expect(await refusal(['graph', '--app', APP, '--region-of', 'acme-cn-hangzhou=us-east-1'])).toBe(
      'error: --region-of puts the stack acme-cn-hangzhou into us-east-1, but the app says that it belongs in cn-hangzhou, and its ' +
        'template refuses any other. Change the region in the app, or leave the option out.',
    );
  });

  test('takes the region that the app says', async () => {
    expect((await run(['graph', '--app', APP, '--region-of', 'acme-cn-hangzhou=cn-hangzhou'])).code).toBe(0);
  });

  test.each(['Hangzhou', '', 'cn hangzhou', '*'])('refuses %j, which is no region', async region => {
    const { template } = registryStack('cn-hangzhou');
    const app = writeAssembly([{ name: 'mine', template }]);
    expect(await refusal(['graph', '--app', app, '--region-of', `mine=${region}`])).toBe(
      `error: --region-of puts the stack mine into "${region}", but a region is an id such as cn-hangzhou.`,
    );
  });
});

describe('values that are empty, as a variable that is not set leaves them', () => {
  test.each([
    ['plan', '--app', ''],
    ['plan', '--profile', ''],
    ['plan', '--endpoint', ''],
    ['plan', '--app-name', ''],
    ['plan', '--out', ''],
    ['plan', '--only', 'cn-hangzhou', ''],
    ['deploy', '--outputs-file', ''],
    ['deploy', '--allow-delete', ''],
    ['deploy', '--take-over', ''],
    ['destroy', '--confirm', ''],
    ['graph', '--output', ''],
  ])('are refused in %s %s', async (command, option, ...values) => {
    expect(await refusal([command, ...(option === '--app' ? [] : ['--app', APP]), option, ...values])).toBe(
      `error: ${option} is empty. Give it a value, or leave it out.`,
    );
  });

  test('are refused as arguments', async () => {
    expect(await refusal(['deploy', '', '--app', APP])).toBe(
      'error: The argument plan is empty. Give it a value, or leave it out.',
    );
    expect(await refusal(['wait', 'prod/api:v1', '', '--app', APP])).toBe(
      'error: The argument image is empty. Give it a value, or leave it out.',
    );
  });

  test('are refused where an option has none at all', async () => {
    const { code, stderr } = await run(['plan', '--app']);
    expect(stderr).toBe("error: option '-a, --app <command|directory>' argument missing\n");
    expect(code).toBe(1);
  });
});

describe('the pace', () => {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'key-of-nobody', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-of-nobody' };
  const at = (GLOBAL_REGISTRY_PACE: string, endpoint: string) =>
    run(['plan', '--app', APP, '--endpoint', endpoint], directory(), { ...keys, GLOBAL_REGISTRY_PACE });

  test.each(['abc', '0', '-1', '0,5', 'Infinity', 'NaN', '1e9', '0x1', ' '])(
    'refuses %j, which is none',
    async pace => {
      const { code, stderr } = await at(pace, '127.0.0.1:9');
      expect(flat(stderr)).toBe(
        `error: GLOBAL_REGISTRY_PACE is "${pace}", but it is a number above 0 and at most 100, such as 0.1 for a simulator whose time runs ` +
          'ten times as fast. Correct it, or unset it. ',
      );
      expect(code).toBe(1);
    },
  );

  test.each(['0.001', '.001', '1e-3'])('takes %s', async pace => {
    expect((await at(pace, '127.0.0.1:9')).stderr).not.toContain('GLOBAL_REGISTRY_PACE');
  });

  test('is never that of the cloud, which is said', async () => {
    const ended = globalRegistryCommand(['plan', '--app', APP, '--endpoint', 'ros.not-here.invalid'], {
      cwd: directory(),
      env: { ...keys, GLOBAL_REGISTRY_PACE: '0.000001' },
      onStart: child => void setTimeout(() => child.kill('SIGKILL'), 6_000),
    });
    const { code, stderr } = await ended;
    expect(stderr).toContain(
      'warning: GLOBAL_REGISTRY_PACE is left aside: it is for simulators on this machine, and the cloud is not hurried.',
    );
    // At the pace of the cloud, eight repetitions take longer than this.
    expect(code).toBeNull();
  });

  test('is not asked for by commands that wait for nothing', async () => {
    const { code, stderr } = await run(['graph', '--app', APP], directory(), { GLOBAL_REGISTRY_PACE: 'abc' });
    expect([code, stderr]).toEqual([0, '']);
  });

  test.each(['0', '-1', 'x', '0.0001', 'Infinity'])('of a simulation refuses %s', async speed => {
    const { code, stderr } = await run(['plan', '--app', APP, '--simulate', '--simulation-speed', speed]);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('is invalid. It is a number, at least 0.01.');
    expect(code).toBe(1);
  });
});

describe('an assembly that is damaged', () => {
  const damaged = (file: string, content: string) => {
    const cwd = directory();
    writeAssembly(GERMANY_HANGZHOU, join(cwd, 'cdk.out'));
    writeFileSync(join(cwd, 'cdk.out', file), content);
    return refusal(['graph'], cwd);
  };
  const TEMPLATE = 'acme-cn-hangzhou.template.json';

  test.each([
    [
      TEMPLATE,
      '{"a"',
      /^error: cdk\.out\/acme-cn-hangzhou\.template\.json is not JSON: .*\. Synthesise the app again\.$/,
    ],
    [
      TEMPLATE,
      'null',
      /^error: cdk\.out\/acme-cn-hangzhou\.template\.json is damaged: it holds no object\. Synthesise the app again\.$/,
    ],
    [
      'manifest.json',
      '',
      /^error: cdk\.out\/manifest\.json is not JSON: Unexpected end of JSON input\. Synthesise the app again\.$/,
    ],
    [
      'manifest.json',
      '[]',
      /^error: cdk\.out\/manifest\.json is damaged: it holds no object\. Synthesise the app again\.$/,
    ],
    [
      'manifest.json',
      '{"version":"7.0.0","artifacts":3}',
      /^error: cdk\.out\/manifest\.json is damaged: its artifacts are no object\. /,
    ],
    [
      'manifest.json',
      '{"version":"7.0.0","artifacts":{"a":null}}',
      /^error: cdk\.out\/manifest\.json is damaged: its artifact a is no object\. /,
    ],
  ])('%s: %j', async (file, content, said) => {
    expect(await damaged(file, content)).toMatch(said);
  });

  test('misses a template', async () => {
    const cwd = directory();
    writeAssembly(GERMANY_HANGZHOU, join(cwd, 'cdk.out'));
    await shellLine(`rm cdk.out/${TEMPLATE}`, { cwd });
    expect(await refusal(['graph'], cwd)).toBe(
      `error: cdk.out/${TEMPLATE} cannot be read: there is no such file or directory. Synthesise the app again.`,
    );
  });
});

describe('surroundings', () => {
  test.each([
    ['without HOME', { HOME: undefined }],
    ['with an empty HOME', { HOME: '' }],
    ['without a locale', { LANG: undefined, LC_ALL: 'C' }],
    ['with a terminal that nobody knows', { TERM: 'no-such-terminal' }],
    ['without a terminal', { TERM: undefined }],
    [
      'with all keys empty',
      { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '', GLOBAL_REGISTRY_PACE: '' },
    ],
  ])('%s, a rehearsal is as ever', async (_, env) => {
    const { code, stdout, stderr } = await run(
      ['deploy', '--yes', '--app', APP, '--simulate', '--simulation-speed', '6000'],
      directory(),
      env,
    );
    expect(stdout).toMatch(/^3 stacks deployed, 0 unchanged\./);
    expect(`${stdout}${stderr}`).toMatch(/^[\x20-\x7e\n]*$/);
    expect(code).toBe(0);
  });

  test('without keys, it is said how they are given', async () => {
    for (const env of [{ HOME: undefined }, { ALIBABA_CLOUD_ACCESS_KEY_ID: '', ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' }]) {
      expect(await refusal(['plan', '--app', APP], directory(), env)).toMatch(
        /^error: No credentials were found\. Set ALIBABA_CLOUD_/,
      );
    }
  });

  test('a working directory that is gone is named', async () => {
    const cwd = directory();
    mkdirSync(join(cwd, 'gone'));
    const { stderr, code } = await shellLine(`cd gone; rmdir ../gone; gr graph --app ${APP}`, { cwd });
    expect(flat(stderr)).toBe(
      'error: The working directory is not there any more. Change to one that is, then run this again. ',
    );
    expect(code).toBe(1);
    expect(() => rmdirSync(join(cwd, 'gone'))).toThrow();
  });
});
