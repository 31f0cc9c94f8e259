import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMap } from './json';

/** Keeps a state in a file that is whole at any moment: the new one is written beside it, then takes its name. */
export class Store<S extends { readonly format: 1 }> {
  private saved = '';

  constructor(private readonly file: string) {}

  /** What the file holds, or undefined where there is none yet. */
  load(): S | undefined {
    if (!existsSync(this.file)) {
      return undefined;
    }
    const read: unknown = this.parse(readFileSync(this.file, 'utf8'));
    if (!isMap(read) || read.format !== 1) {
      throw new Error(
        `The state file ${this.file} is not one of this simulator. Choose another file, or remove it to start afresh.`,
      );
    }
    return read as unknown as S;
  }

  /** Writes the state if it differs from what the file holds. */
  save(state: S): void {
    const text = JSON.stringify(state);
    if (text === this.saved) {
      return;
    }
    const beside = `${this.file}.new`;
    const handle = openSync(beside, 'w', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, this.file);
    syncFolder(dirname(this.file));
    this.saved = text;
  }

  private parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(`The state file ${this.file} is damaged: it is not JSON. Remove it to start afresh.`);
    }
  }
}

/** So that the new name survives a power cut too; some systems cannot open folders. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // The file itself is safe already.
  }
}
