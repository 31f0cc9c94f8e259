/** What a value that is decided at deploy time stands for: the core writes it as one of these. */
export type DeployTimeKind = 'text' | 'number' | 'list' | 'object';

/** Where a value comes from that another resource gives. */
export interface Origin {
  readonly path: string;
  readonly type: string;
  /** The attribute; `Ref` for what the resource is known by. */
  readonly attribute: string;
  /** A property that the resource was given, by its name in the template. */
  readonly property: (name: string) => unknown;
}

/** A value that is decided at deploy time; rules pass it on without looking inside. */
export class DeployTime {
  constructor(
    public readonly value: unknown,
    public readonly kind: DeployTimeKind = 'text',
    /** What gives all of it, where that is one resource. */
    public readonly origin?: Origin,
    /** The parts of a text that are known at synth, first to last; what it begins with, or nothing, comes first. */
    public readonly parts: readonly string[] = [],
    /** What it is unless somebody says otherwise when it is deployed: the default of a parameter. */
    public readonly usual?: unknown,
  ) {}
}

/** Words that stand in a message as they are, without quotation marks: `given`, `in plain text`. */
export class Words {
  constructor(public readonly text: string) {}
}

/** Stands for a value that is better not repeated. */
export const GIVEN = new Words('given');

/** One complaint: which thing, which value, which rule, what to do. */
export interface Problem {
  /** The prop as the user typed it, such as `replicas[2].region`. */
  readonly subject: string;

  /** The value found there; leave it out where nothing was given. */
  readonly got?: unknown;

  /** The rule that it breaks, as the rest of "..., but". */
  readonly rule: string;

  /** What to do, as a sentence that begins with a verb. */
  readonly fix: string;
}

/** Turns a problem into the one sentence that people read. */
export function sentence(problem: Problem): string {
  const fix = /[.?]$/.test(problem.fix) ? problem.fix : `${problem.fix}.`;
  return `${problem.subject} is ${shown(problem.got)}, but ${problem.rule}. ${fix}`;
}

/** All that is wrong with what one construct or call was given, as one text. */
export function refusal(who: string, problems: readonly Problem[]): string {
  const [first, ...others] = problems.map(sentence);
  return others.length === 0
    ? `[${who}] ${first}`
    : `[${who}] ${problems.length} problems:\n  ${[first, ...others].join('\n  ')}`;
}

/** Joins names for a person: `a`, `a or b`, `a, b or c`. */
export function oneOf(names: readonly (string | number)[]): string {
  return joined(names, 'or');
}

/** Joins names for a person: `a`, `a and b`, `a, b and c`. */
export function allOf(names: readonly (string | number)[]): string {
  return joined(names, 'and');
}

function joined(names: readonly (string | number)[], word: string): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names[names.length - 1]}`;
}

/** A name that must be known when stacks and resources are named after it. */
export const NAMED_AT_SYNTH = {
  rule: 'names of stacks and resources are made of it at synth',
  fix: 'Write the name itself',
};

/** Longer values are cut in messages. */
const SHOWN_MAX = 80;

/** A value as a message shows it: short, whatever it is, and never the inside of a token. */
function shown(got: unknown): string {
  if (got === undefined) {
    return 'missing';
  }
  if (got instanceof DeployTime) {
    return 'decided at deploy time';
  }
  if (got instanceof Words) {
    return got.text;
  }
  if (typeof got === 'string') {
    return got.length > SHOWN_MAX
      ? `${visible(`${got.slice(0, SHOWN_MAX)}...`)} (${got.length} characters)`
      : visible(got);
  }
  return typeof got === 'object' && got !== null ? shownObject(got) : scalar(got);
}

/** A text in quotes; what nobody can see of it is written as its code. */
function visible(text: string): string {
  return escaped(JSON.stringify(text));
}

function escaped(json: string): string {
  return json.replace(INVISIBLE, found =>
    Array.from({ length: found.length }, (_, i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** Every space but the common one, and what has no picture: a space of no width, a byte order mark, what turns the direction. */
const INVISIBLE = /(?! )[\p{C}\p{Z}\p{DI}]/gu;

function scalar(got: unknown): string {
  return typeof got === 'function' ? 'a function' : `${String(got)}${typeof got === 'bigint' ? 'n' : ''}`;
}

function shownObject(got: object): string {
  const kind = Object.getPrototypeOf(got)?.constructor?.name as string | undefined;
  if (!Array.isArray(got) && kind !== undefined && kind !== 'Object') {
    return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;
  }
  try {
    const text = JSON.stringify(got, (_key, inner: unknown) =>
      inner instanceof DeployTime ? '(decided at deploy time)' : inner,
    );
    return text.length > SHOWN_MAX ? (Array.isArray(got) ? 'a list' : 'an object') : escaped(text);
  } catch {
    return Array.isArray(got) ? 'a list' : 'an object';
  }
}
