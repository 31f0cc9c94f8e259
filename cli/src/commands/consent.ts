/** Who consents to what: images are deleted by name only. */
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

/** Whether somebody types a text when asked. */
export async function isTyped(text: string, message: string, output: SessionWith<Flags>['output']): Promise<boolean> {
  const { default: input } = await import('@inquirer/input');
  const typed = (await input({ message }, { output: output.stderr })).trim();
  if (typed !== text) {
    output.progress(`"${typed}" is not "${text}".`);
  }
  return typed === text;
}
