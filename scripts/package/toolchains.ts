import { spawnSync } from 'node:child_process';

/** A program of another language that packages are built or tried with. */
export type Tool = 'python3' | 'java' | 'mvn' | 'go' | 'dotnet' | 'gpg';

const VERSION_ARGUMENT: Readonly<Record<Tool, string>> = {
  python3: '--version',
  java: '-version',
  mvn: '--version',
  go: 'version',
  dotnet: '--version',
  gpg: '--version',
};

/** Those of the tools that cannot be run here. */
export function missingTools(tools: readonly Tool[]): Tool[] {
  return tools.filter(tool => spawnSync(tool, [VERSION_ARGUMENT[tool]], { stdio: 'ignore' }).status !== 0);
}
