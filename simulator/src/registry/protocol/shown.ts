const LONGEST = 100;

/** A value as a message shows it: as JSON, and not at length. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
