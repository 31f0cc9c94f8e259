/** One token of JSON text that is known to be valid. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

/**
 * The first key that a map of this JSON text has twice. `JSON.parse` takes the last one and says nothing. The text has to
 * be valid JSON.
 */
export function duplicateKey(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let text: string | undefined;
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':' && text !== undefined) {
      const keys = open[open.length - 1];
      const key = JSON.parse(text) as string;
      if (keys?.has(key)) {
        return key;
      }
      keys?.add(key);
    }
    text = token.startsWith('"') ? token : undefined;
  }
  return undefined;
}
