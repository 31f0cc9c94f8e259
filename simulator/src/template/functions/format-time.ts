import { FunctionError } from '../scope';

/** Formats a moment with the fields that ROS documents for Fn::FormatTime (those of strftime). */
export function formatTime(moment: number, format: string, zone: string): string {
  const local = inZone(moment, zone);
  return format.replace(/%(.)/g, (field, letter: string) => {
    if (letter === '%') {
      return '%';
    }
    const write = FIELDS[letter];
    if (!write) {
      throw new FunctionError(`knows no field "${field}" in a format.`);
    }
    return write(local);
  });
}

/** The clock on the wall of the zone, kept in the UTC fields of a Date. */
function inZone(moment: number, zone: string): Date {
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(moment);
    const read = (type: string) => Number(parts.find(part => part.type === type)?.value);
    return new Date(
      Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second')),
    );
  } catch {
    throw new FunctionError(`takes a time zone such as Asia/Shanghai, not ${JSON.stringify(zone)}.`);
  }
}

const two = (value: number) => String(value).padStart(2, '0');
const english = (date: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(date);

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

/** Weeks since the first such weekday of the year; the days before it are week 0. */
function week(date: Date, firstDay: number): number {
  return Math.floor((dayOfYear(date) + 6 - ((date.getUTCDay() - firstDay + 7) % 7)) / 7);
}

const FIELDS: Readonly<Record<string, (date: Date) => string>> = {
  y: date => two(date.getUTCFullYear() % 100),
  Y: date => String(date.getUTCFullYear()),
  m: date => two(date.getUTCMonth() + 1),
  d: date => two(date.getUTCDate()),
  H: date => two(date.getUTCHours()),
  I: date => two(date.getUTCHours() % 12 || 12),
  M: date => two(date.getUTCMinutes()),
  S: date => two(date.getUTCSeconds()),
  a: date => english(date, { weekday: 'short' }),
  A: date => english(date, { weekday: 'long' }),
  b: date => english(date, { month: 'short' }),
  B: date => english(date, { month: 'long' }),
  c: date => `${FIELDS.a(date)} ${FIELDS.b(date)} ${date.getUTCDate()} ${FIELDS.X(date)} ${FIELDS.Y(date)}`,
  j: date => String(dayOfYear(date)).padStart(3, '0'),
  p: date => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  U: date => two(week(date, 0)),
  w: date => String(date.getUTCDay()),
  W: date => two(week(date, 1)),
  x: date => `${FIELDS.m(date)}/${FIELDS.d(date)}/${FIELDS.y(date)}`,
  X: date => `${FIELDS.H(date)}:${FIELDS.M(date)}:${FIELDS.S(date)}`,
};
