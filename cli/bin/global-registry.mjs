#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';

// Before anything of the program is loaded, since older releases fail on it in words of their own.
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const oldest = engines.node.replace(/^>= /, '');
const parts = version => version.split('.').map(Number);
const [major, minor] = parts(process.versions.node);
const [oldestMajor, oldestMinor] = parts(oldest);

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  process.stderr.write(`error: This needs Node.js ${oldest} or newer, and it is run by ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  const { run } = await import('../dist/main.mjs');
  await run();
}
