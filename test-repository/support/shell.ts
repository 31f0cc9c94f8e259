/** The commands of a script as words: without comments, assignments, redirections and what is substituted. */
export function commandsIn(script: string): string[][] {
  return script
    .replace(/\\\n/g, ' ')
    .split('\n')
    .flatMap(line => splitLine(line))
    .map(words => words.filter((word, i) => !(isAssignment(word) && words.slice(0, i).every(isAssignment))))
    .filter(words => words.length > 0);
}

const isAssignment = (word: string): boolean => /^[A-Za-z_]\w*=/.test(word);

/** Words, with quotes taken off, of each command in a line. */
function splitLine(line: string): string[][] {
  const commands: string[][] = [[]];
  const tokens = line.matchAll(
    /\s+#.*$|^#.*$|\$\(([^()]*)\)|&&|\|\|?|;|[<>]\s*\S+|(?:'[^']*'|"(?:\\.|[^"])*"|\$\([^()]*\)|[^\s'"|&;<>])+/g,
  );
  for (const [token, substituted] of tokens) {
    if (/^\s*#/.test(token)) {
      break;
    }
    if (substituted !== undefined) {
      commands.push(...splitLine(substituted), []);
    } else if (/^(?:&&|\|\|?|;)$/.test(token)) {
      commands.push([]);
    } else if (!/^[<>]/.test(token)) {
      const inner = /^\w+=\$\((.*)\)$/.exec(token)?.[1];
      commands.push(...(inner === undefined ? [] : [...splitLine(inner), []]));
      commands[commands.length - 1].push(...(inner === undefined ? [token.replace(/^(['"])(.*)\1$/s, '$2')] : []));
    }
  }
  return commands;
}
