/** JSON with sorted keys: the same text for the same meaning. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'undefined';
}

export const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
