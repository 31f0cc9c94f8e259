/** The value in the middle; of two, their mean. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A straight line through points by least squares, and how far the farthest point is from it, as a share of its value. */
export function line(points: readonly (readonly [number, number])[]): {
  slope: number;
  start: number;
  deviation: number;
} {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const slope =
    points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) /
    points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const start = meanY - slope * meanX;
  const deviation = Math.max(...points.map(([x, y]) => Math.abs(y - (start + slope * x)) / y));
  return { slope, start, deviation };
}
