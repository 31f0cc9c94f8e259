import * as ros from '@alicloud/ros-cdk-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Assembly } from './written-assembly';

export { Assembly };

/** An app that writes into a directory of its own. */
export function newApp(): ros.App {
  return new ros.App({ outdir: temporaryDirectory('assembly-') });
}

const MADE: string[] = [];

/** A directory that is gone when the tests of the file are done. */
export function temporaryDirectory(prefix: string): string {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  MADE.push(directory);
  return directory;
}

afterAll(() => MADE.splice(0).forEach(directory => rmSync(directory, { recursive: true, force: true })));

/** Declares something in a new app and writes it. */
export function synth(declare: (app: ros.App) => void): Assembly {
  const app = newApp();
  declare(app);
  return new Assembly(app.synth().directory);
}

/** Everything that is refused about a declaration, by a constructor, a method or at synth: `[Acme] ...`, message by message. */
export function problems(declare: (app: ros.App) => void): string[] {
  try {
    synth(declare);
    return [];
  } catch (error) {
    return messagesOf(error as Error);
  }
}

/** The messages of one refusal, each with the construct it is about. */
export function messagesOf(error: Error): string[] {
  const [title, ...messages] = error.message.split('\n  ');
  if (title === 'Validation failed with the following errors:') {
    return messages;
  }
  const several = /^(\[.*\]) [0-9]+ problems:$/.exec(title);
  if (several !== null) {
    return messages.map(message => `${several[1]} ${message}`);
  }
  if (/^\[[^\]]+\] .* is .*, but /.test(title)) {
    return [title];
  }
  throw error;
}
