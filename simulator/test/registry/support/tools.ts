import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Go programs that the tests use, at the versions they were written for. */
const MODULES = {
  conformance: 'github.com/opencontainers/distribution-spec/conformance@v0.0.0-20260831232431-97274622c111',
  crane: 'github.com/google/go-containerregistry/cmd/crane@v0.22.1',
  crictl: 'sigs.k8s.io/cri-tools/cmd/crictl@v1.37.0',
  kustomize: 'sigs.k8s.io/kustomize/kustomize/v5@v5.8.2',
  oras: 'oras.land/oras/cmd/oras@v1.3.6',
  regctl: 'github.com/regclient/regclient/cmd/regctl@v0.11.7',
};

export type GoTool = keyof typeof MODULES;

/** Where a program is found, if anywhere. */
export function onPath(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(file => existsSync(file));
}

/** A Go program, built once for all runs; undefined where Go or the program cannot be had. */
export function goTool(name: GoTool): string | undefined {
  const file = toolFile(name, MODULES[name]);
  if (existsSync(file)) {
    return file;
  }
  if (!onPath('go')) {
    return skipped(name, 'Go is not installed');
  }
  const built = spawnSync('go', ['install', MODULES[name]], {
    env: { ...process.env, GOBIN: dirname(file), GOFLAGS: '-mod=mod' },
    cwd: tmpdir(),
    timeout: 300_000,
    encoding: 'utf8',
  });
  return built.status === 0 ? file : skipped(name, 'go install failed');
}

/** Where a program of a Go module is kept, by the version of the module. */
export const toolFile = (name: string, module: string): string =>
  join(tmpdir(), 'ros-cdk-simulator-tools', module.slice(module.indexOf('@') + 1), name);

export function debianTool(name: string): string | undefined {
  return onPath(name) ?? skipped(name, 'it is not installed');
}

/** A daemon that must be root, and the program that speaks to it. */
export function debianDaemon(name: string, speaker: string): string | undefined {
  const file = onPath(name);
  if (!file || !onPath(speaker)) {
    return skipped(name, 'it is not installed');
  }
  return process.getuid?.() === 0 ? file : skipped(name, 'only root can start it');
}

function skipped(name: string, reason: string): undefined {
  process.stderr.write(`The tests with ${name} are skipped: ${reason}.\n`);
  return undefined;
}

/** Runs a program to its end and gives what it printed; one that fails is told with all that it said. */
export function run(file: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { env: { ...process.env, ...env }, encoding: 'utf8' }, (error, stdout, stderr) =>
      error ? reject(new Error(`${error.message}\n${stdout}${stderr}`)) : resolve(stdout),
    );
  });
}
