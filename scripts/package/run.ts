import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { describeApi } from './api';
import { verifyGoModule } from './go-module';
import { pacmak } from './pacmak';
import { buildPython } from './python-package';
import { translateSnippets } from './snippets';
import { missingTools, Tool } from './toolchains';

/** Where the words go: what was made, and what stopped it. */
export interface Voice {
  log(line: string): void;
  error(line: string): void;
}

interface Target {
  readonly name: 'js' | 'python' | 'java' | 'go' | 'dotnet';

  /** What turns the code of this language into its package. */
  readonly tools: readonly Tool[];

  /** How it is built where jsii-pacmak alone does not do it. */
  readonly build?: (root: string, tablet: string) => void;

  /** A Go module is published as its source, so there is nothing to build, only to check. */
  readonly check?: (root: string) => string;
}

const TARGETS: readonly Target[] = [
  { name: 'js', tools: [] },
  { name: 'python', tools: ['python3'], build: buildPython },
  { name: 'java', tools: ['java', 'mvn'] },
  { name: 'go', tools: ['go'], check: verifyGoModule },
  { name: 'dotnet', tools: ['dotnet'] },
];

/** Makes all packages of the project in the folder `root`; returns the exit code. */
export function run(root: string, voice: Voice): number {
  if (!existsSync(join(root, '.jsii'))) {
    voice.error('.jsii is missing, but every package is generated from it. Run npm run build.');
    return 1;
  }
  try {
    const tablet = translateSnippets(root);
    for (const target of TARGETS) {
      voice.log(`${target.name}: ${make(root, target, tablet)}`);
    }
    describeApi(root);
    voice.log('api: written to dist/api');
    return 0;
  } catch (error) {
    voice.error((error as Error).message);
    return 1;
  }
}

/** Makes one package, and says how far it came. */
function make(root: string, { name, tools, check, build }: Target, tablet: string): string {
  rmSync(join(root, 'dist', name), { recursive: true, force: true });
  const missing = missingTools(tools);
  if (build && missing.length === 0) {
    build(root, tablet);
  } else {
    pacmak(root, { target: name, outdir: 'dist', codeOnly: check !== undefined || missing.length > 0, tablet });
  }
  if (missing.length > 0) {
    return `generated in dist/${name}, not built: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`;
  }
  return check ? `generated in dist/${name}, ${check(root)}` : `built in dist/${name}`;
}
