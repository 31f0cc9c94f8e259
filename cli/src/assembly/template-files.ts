import { statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from './app-error';

/** A stack as the assembly has it. */
interface WrittenStack {
  readonly artifact: { readonly id: string; readonly templateFile: string };
  /** In front of its id, where it is in a nested assembly. */
  readonly scope: string;
  readonly directory: string;
}

/** Refuses an assembly in which two stacks have one file for their templates, so that one of them was written over. */
export function checkTemplateFiles(stacks: readonly WrittenStack[]): void {
  const seen = new Map<string, string>();
  for (const { artifact, scope, directory } of stacks) {
    const [key, file] = [`${scope}${artifact.id}`, join(directory, artifact.templateFile)];
    const { dev, ino } = statSync(file, { bigint: true, throwIfNoEntry: false }) ?? {};
    const identity = ino === undefined ? file : `${dev} ${ino}`; // names that differ in case may be one file
    const first = seen.get(identity);
    if (first !== undefined) {
      throw new AppError(
        `${first} and ${key} have one template file, ${file}, so the template of one of them was overwritten. ` +
          'Give each a stackName of its own, and synthesise the app again.',
      );
    }
    seen.set(identity, key);
  }
}
