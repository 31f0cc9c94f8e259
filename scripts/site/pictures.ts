/**
 * Draws the pictures of the pages: regions by the deployer's own `graph`, from the examples; the others from the `.dot` files beside them.
 *
 * npx tsx scripts/site/pictures.ts
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { drawSvg } from '../../cli/src/report/draw';
import { command } from '../package/command';

const ROOT = resolve(__dirname, '../..');
const PICTURES = join(ROOT, 'docs/pictures');

/** The examples that a page shows. */
const EXAMPLES = ['germany-hangzhou', 'many-regions'];

/** Each picture by the name of its file. */
export async function pictures(): Promise<Record<string, string>> {
  const drawn = Object.fromEntries(EXAMPLES.map(example => [`${example}.svg`, drawnByDeployer(example)]));
  for (const file of readdirSync(PICTURES).filter(name => name.endsWith('.dot'))) {
    drawn[file.replace(/dot$/, 'svg')] = await drawSvg(readFileSync(join(PICTURES, file), 'utf8'));
  }
  return drawn;
}

function drawnByDeployer(example: string): string {
  const assembly = mkdtempSync(join(tmpdir(), 'global-registry-picture-'));
  try {
    command(process.execPath, ['--import', 'tsx', join('examples', `${example}.ts`)], {
      cwd: ROOT,
      env: { CDK_OUTDIR: assembly, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
    });
    const graph = ['cli/bin/global-registry.mjs', 'graph', '--format', 'svg', '--app', assembly];
    return command(process.execPath, graph, { cwd: ROOT });
  } finally {
    rmSync(assembly, { recursive: true });
  }
}

if (require.main === module) {
  void pictures().then(drawn =>
    Object.entries(drawn).forEach(([file, svg]) => writeFileSync(join(PICTURES, file), `${svg.trimEnd()}\n`)),
  );
}
