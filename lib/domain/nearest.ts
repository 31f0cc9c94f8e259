/** The candidate with the smallest edit distance; of equals, the first. */
export function nearest(wanted: string, candidates: readonly string[]): string {
  const distances = candidates.map(candidate => editDistance(wanted, candidate));
  return candidates[distances.indexOf(Math.min(...distances))];
}

/** The candidate that a text was probably meant to be; none where most of it would have to be typed anew. */
export function meant(text: string, candidates: readonly string[]): string | undefined {
  const folded = text.toLowerCase();
  const same = candidates.find(candidate => candidate.toLowerCase() === folded);
  if (same !== undefined || candidates.length === 0) {
    return same;
  }
  const found = nearest(text, candidates);
  return isNear(text, found) ? found : undefined;
}

/** Whether most of a text would stay if it were corrected to another. */
export function isNear(text: string, other: string): boolean {
  return editDistance(text, other) <= Math.max(2, Math.floor(other.length / 3));
}

/** How many letters must be added, dropped or changed (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
