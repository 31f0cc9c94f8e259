/** Who consents to what: images are deleted by name only. */
import { prefixOf } from '../domain/destruction';
import { isTakenOver } from '../domain/mark';
import type { DeclaredStack, LiveStack } from '../domain/model';
import type { Flags } from '../session/flags';
import type { SessionWith } from '../session/session';
import { requireTerminal } from './change-stacks';

export interface DeletionFlags extends Flags {
  readonly allowDelete?: readonly string[];
}

/** Asks for each prefix whose images would be deleted and that no option names. Consent to anything else does not do. */
export async function consentsToLosses(
  { flags, output }: SessionWith<DeletionFlags>,
  prefixes: readonly string[],
): Promise<boolean> {
  const open = [...new Set(prefixes)].filter(prefix => !flags.allowDelete?.includes(prefix)).sort();
  if (open.length === 0) {
    return true;
  }
  requireTerminal(
    output,
    `Images would be deleted, to which nothing but their prefix consents. Look at the list above and add --allow-delete ${open.join(' ')}.`,
  );
  for (const prefix of open) {
    if (!(await isTyped(prefix, `Images of ${prefix} are deleted for good. Type "${prefix}" to allow it:`, output))) {
      return false;
    }
  }
  return true;
}

/** Refuses prefixes that no stack has: whoever mistypes one is asked for it later, or deletes what he did not mean. */
export function requirePrefixes(allowed: readonly string[] = [], stacks: readonly DeclaredStack[]): void {
  const prefixes = [...new Set(stacks.map(prefixOf))].sort();
  const stranger = allowed.find(prefix => !prefixes.includes(prefix));
  if (stranger !== undefined) {
    throw new Error(
      `--allow-delete names "${stranger}", but no stack has this prefix. ${prefixes.length === 0 ? 'There are none.' : `They are ${prefixes.join(', ')}.`}`,
    );
  }
}

/** A consent that nothing needs is told, for its name may be mistyped; stacks that were taken over already need none. */
export function unneededConsents(
  takeOver: readonly string[] = [],
  stacks: readonly DeclaredStack[],
  live: readonly LiveStack[],
): string[] {
  const names = stacks.map(({ name }) => name);
  return takeOver
    .filter(name => !names.includes(name) && !live.some(stack => isTakenOver(stack, [name])))
    .map(
      name =>
        `warning: --take-over names "${name}", which is no stack of the app, nor the app of a stack that is there.`,
    );
}

/** Whether somebody types a text when asked. */
export async function isTyped(text: string, message: string, output: SessionWith<Flags>['output']): Promise<boolean> {
  const { default: input } = await import('@inquirer/input');
  const typed = (await input({ message }, { output: output.stderr })).trim();
  if (typed !== text) {
    output.progress(`"${typed}" is not "${text}".`);
  }
  return typed === text;
}
