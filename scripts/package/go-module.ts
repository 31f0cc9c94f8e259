import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { command } from './command';
import { pacmak } from './pacmak';

const CORE = 'github.com/alibabacloud-go/ros-cdk';

/** Where a Go program finds the ROS CDK core: in the module proxy, or in a folder that was generated here. */
export interface GoCore {
  readonly origin: 'registry' | 'generated';

  /** Folders that stand in for modules of the registry, by module. */
  readonly replacements: Readonly<Record<string, string>>;
}

/**
 * Finds the ROS CDK core for Go. Where the module proxy has none to give, the core is generated in `directory` from
 * the jsii assemblies in node_modules.
 */
export function findGoCore(root: string, directory: string, version: string): GoCore {
  const module = `${CORE}/alicloudroscdkcore@v${version}`;
  try {
    command('go', ['mod', 'download', module], { cwd: directory });
    return { origin: 'registry', replacements: {} };
  } catch {
    pacmak(root, { target: 'go', outdir: directory, codeOnly: true, recurse: true });
  }
  const packages = readdirSync(join(directory, 'go')).filter(name => name.startsWith('alicloudroscdk'));
  const replacements = packages.map(name => [`${CORE}/${name}`, join(directory, 'go', name)]);
  return { origin: 'generated', replacements: Object.fromEntries(replacements) as Record<string, string> };
}

/** Tells the module in the folder where its dependencies are, and writes its go.sum. */
export function tidy(folder: string, replacements: Readonly<Record<string, string>>): void {
  const edits = Object.entries(replacements).map(([module, path]) => `-replace=${module}=${path}`);
  if (edits.length > 0) {
    command('go', ['mod', 'edit', ...edits], { cwd: folder });
  }
  command('go', ['mod', 'tidy'], { cwd: folder });
}

/** Compiles the generated Go module against the core, and says which core that was. */
export function verifyGoModule(root: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'global-registry-go-'));
  try {
    const copy = join(directory, 'module');
    cpSync(join(root, 'dist', 'go', 'globalregistry'), copy, { recursive: true });
    const version = coreVersion(root);
    const { origin, replacements } = findGoCore(root, directory, version);
    tidy(copy, replacements);
    command('go', ['build', './...'], { cwd: copy });
    return origin === 'registry'
      ? `compiled with the core ${version} of the module proxy`
      : `compiled with a core ${version} generated here: the module proxy gives none`;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The version of the core that the library was compiled against; the Go module requires it or a newer one. */
export function coreVersion(root: string): string {
  const file = join(root, 'node_modules', '@alicloud', 'ros-cdk-core', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
