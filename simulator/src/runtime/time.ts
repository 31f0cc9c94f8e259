/** `2026-11-24T08:30:00`: UTC, without a zone, as ROS writes times. */
export function rosTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19);
}
