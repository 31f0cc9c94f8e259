import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMap } from './json';

/** The state could not be kept, such as on a full disk; what is in memory goes on. */
export class StateError extends Error {}

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
    try {
      this.replace(text);
    } catch (error) {
      const reason = (error as Error).message;
      throw new StateError(`The state file ${this.file} cannot be written (${reason}). What came last is not kept.`);
    }
    this.saved = text;
  }

  private replace(text: string): void {
    const beside = `${this.file}.new`;
    try {
      const handle = openSync(beside, 'w', 0o600);
      try {
        // Writes all of it, or throws; a single call writes as much as the disk has room for.
        writeFileSync(handle, text);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(beside, this.file);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
    syncFolder(dirname(this.file));
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
