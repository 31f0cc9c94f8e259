import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { writeLayout } from '../../simulator/test/registry/support/images';
import { GERMANY_HANGZHOU, declared, directory, writeAssembly } from './support/assemblies';
import { deployTo } from './support/cloud';
import { openToInternet } from './support/image-runs';
import { HOME, type Star, consoleOf } from './support/images';
import { BIN, cleanEnvironment } from './support/process';
import { image, index } from './support/registry';

/** The first code of the section, as people copy it. */
function codeOfReadme(): string {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  const [, code] = /## Is it there yet\?[^]*?```sh\n([^]*?)```/.exec(readme)!;
  return code;
}

const isInstalled = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, program)));
const missing = ['skopeo', 'jq', 'bash'].filter(program => !isInstalled(program));
if (missing.length > 0) {
  process.stderr.write(`The code of the README is not run: ${missing.join(', ')} not installed.\n`);
}
const where = missing.length > 0 ? test.skip : test;

where(
  'the code of the README pushes an image in Frankfurt, waits, and pulls the same digest in Hangzhou',
  async () => {
    const simulator = await startSimulator({ clock: { speed: 60 } });
    try {
      const cwd = directory();
      await deployTo(simulator, declared(GERMANY_HANGZHOU));
      writeAssembly(GERMANY_HANGZHOU, join(cwd, 'cdk.out'));
      await letIn(simulator);
      const app = index([image({ seed: 1 }), image({ seed: 2, architecture: 'arm64' })]);
      writeLayout(join(cwd, 'app'), 'v1', app);
      await shell(codeOfReadme(), cwd, await environment(simulator, cwd));
      const pulled = JSON.parse(readFileSync(join(cwd, 'pulled', 'index.json'), 'utf8'));
      expect(pulled.manifests.map(({ digest }: { digest: string }) => digest)).toEqual([app.digest]);
    } finally {
      await simulator.close();
    }
  },
  120_000,
);

async function letIn(simulator: Simulator): Promise<void> {
  const [primary, ...replicas] = [HOME, 'cn-hangzhou'].map(region => simulator.registries(region)[0]);
  await openToInternet({ simulator, primary, replicas } as unknown as Star, consoleOf(simulator));
}

/** The hosts, logins that `docker login` would have left, and a command that speaks to the simulator. */
async function environment(simulator: Simulator, cwd: string): Promise<NodeJS.ProcessEnv> {
  const hosts = await Promise.all(
    [HOME, 'cn-hangzhou'].map(async region => (await simulator.registry(region)).url.replace('http://', '')),
  );
  const auths = [HOME, 'cn-hangzhou'].map((region, position) => {
    const { user, password } = simulator.login(region);
    return [hosts[position], { auth: Buffer.from(`${user}:${password}`).toString('base64') }];
  });
  const file = (name: string, text: string) => (writeFileSync(join(cwd, name), text), join(cwd, name));
  const command = `#!/bin/sh\nexec ${process.execPath} ${BIN} "$@" --endpoint ${simulator.endpoint}\n`;
  chmodSync(file('global-registry', command), 0o755);
  const insecure = hosts.map(host => `[[registry]]\nlocation = "${host}"\ninsecure = true\n`).join('\n');
  mkdirSync(join(cwd, '.config', 'containers'), { recursive: true });
  file('.config/containers/registries.conf', insecure);
  file('.config/containers/policy.json', JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }));
  return cleanEnvironment({
    PATH: `${cwd}${delimiter}${process.env.PATH}`,
    HOME: cwd,
    XDG_RUNTIME_DIR: cwd,
    ...{ FRANKFURT: hosts[0], HANGZHOU: hosts[1], GLOBAL_REGISTRY_PACE: String(1 / 60) },
    ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.credentials.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.credentials.accessKeySecret,
    REGISTRY_AUTH_FILE: file('auth.json', JSON.stringify({ auths: Object.fromEntries(auths) })),
  });
}

function shell(code: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('bash', ['-euo', 'pipefail', '-c', code], { cwd, env, encoding: 'utf8' }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stdout}${stderr}`)) : resolve(stdout),
    );
  });
}
