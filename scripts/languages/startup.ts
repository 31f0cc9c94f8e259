/**
 * Measures how long the Germany-Hangzhou example takes from the start of its process to the end, with the kernel loaded
 * on the way, beside a program of the bare ROS CDK core with one stack and one resource.
 *
 * npx tsx scripts/languages/startup.ts [PAIRS]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { median } from '../../bench/statistics';
import { missingTools } from '../package/toolchains';
import { go } from './go';
import { java } from './java';
import { Language, Project, runProgram } from './project';
import { python } from './python';

const ROOT = resolve(__dirname, '../..');
const PAIRS = Number(process.argv[2] ?? 15);

/** Seconds that a program takes; what fails counts for nothing. */
function seconds(project: Project, program: string, outdir: string): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = runProgram(project, program, outdir);
  if (status !== 0) {
    throw new Error(`${program} failed:\n${stderr}`);
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** A row of the table: medians of both programs, and of what each pair says about their ratio. */
function measure(language: Language, directory: string): string {
  const project = language.prepare(ROOT, join(directory, language.name));
  const pairs = Array.from({ length: PAIRS + 1 }, (_, i) => {
    const run = (program: string) => seconds(project, program, join(directory, `${language.name}-${program}`));
    // Whoever goes second finds the machine warm; so they take turns.
    const bareFirst = i % 2 === 0;
    const first = run(bareFirst ? 'bare-core' : 'germany-hangzhou');
    const second = run(bareFirst ? 'germany-hangzhou' : 'bare-core');
    return bareFirst ? { bare: first, ours: second } : { bare: second, ours: first };
  }).slice(1); // The first pair unpacks the packages into the cache of the kernel.
  const [bare, ours] = [median(pairs.map(pair => pair.bare)), median(pairs.map(pair => pair.ours))];
  const ratio = median(pairs.map(pair => pair.ours / pair.bare));
  return `| ${language.name} | ${project.core} | ${bare.toFixed(2)} s | ${ours.toFixed(2)} s | ${ratio.toFixed(2)} |`;
}

function main(): void {
  const directory = mkdtempSync(join(tmpdir(), 'global-registry-startup-'));
  try {
    console.log('| language | ROS CDK core | bare core | germany-hangzhou | ratio |\n| --- | --- | --- | --- | --- |');
    for (const language of [python, java, go]) {
      const missing = missingTools(language.tools);
      console.log(
        missing.length > 0
          ? `| ${language.name} | ${missing.join(', ')} missing | | | |`
          : measure(language, directory),
      );
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (Number.isInteger(PAIRS) && PAIRS > 0) {
  main();
} else {
  console.error(
    `PAIRS is "${process.argv[2]}", but it is the number of times each program runs. Give a whole number from 1.`,
  );
  process.exitCode = 1;
}
