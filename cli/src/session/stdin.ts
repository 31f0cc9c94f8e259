import { buffer } from 'node:stream/consumers';

/** The password that somebody hands over without showing it to the process list or the history of the shell. */
export async function passwordFromStdin(stdin: NodeJS.ReadStream = process.stdin): Promise<string> {
  if (stdin.isTTY) {
    throw new Error(
      '--password-stdin reads a pipe or a file: global-registry pull-config ... --password-stdin < password.',
    );
  }
  const password = decoded(await buffer(stdin)).replace(/\r?\n$/, '');
  const reason = reasonAgainst(password);
  if (reason !== undefined) {
    throw new Error(`What came from stdin is no password: ${reason}.`);
  }
  return password;
}

function reasonAgainst(password: string): string | undefined {
  const [control] = /\p{Cc}/u.exec(password) ?? [];
  const code = control?.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return password === ''
    ? 'it is empty'
    : /[\r\n]/.test(password)
      ? 'it has more than one line'
      : control && `it holds a control character, U+${code}`;
}

/** Bytes that are no text would be replaced by others, and nobody could log in. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('What came from stdin is no password: it is not encoded as UTF-8. Convert it first.');
  }
}
