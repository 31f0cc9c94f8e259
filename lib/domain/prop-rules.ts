import { isMade, MADE, MadeKind, makersOf } from './makers';
import { meant } from './nearest';
import { originProblems, ValueName } from './origins';
import { DeployTime, GIVEN, oneOf, Problem, Words } from './problem';

/** Options by name, their tokens wrapped. */
export type Options = Readonly<Record<string, unknown>>;

/** What is wrong with a value. */
export type Check = (subject: string, got: unknown) => Problem[];

/** What one prop takes, and what it means for other regions. */
export interface PropRule {
  readonly check: Check;
  /** Whether it must be given; the check then says what is missing. */
  readonly required?: true;
  /** What a value that is decided at deploy time must be, where one will do, since it is only written into a template. */
  readonly atDeploy?: keyof typeof AT_DEPLOY;
  /** What it is, where other resources may give it. */
  readonly value?: ValueName;
  /** Why such a value will not do, where that needs words of its own. */
  readonly atSynth?: Pick<Problem, 'rule' | 'fix'>;
  /** Whether a replica that leaves it out takes it from the primary. */
  readonly inherited?: true;
  /** Whether it is about buying an instance, and so makes no sense for one that exists. */
  readonly purchase?: true;
  /** Whether it is set on the instance, and so is for its owner where that is another account. */
  readonly setting?: true;
}

/** The props of an options object. */
export type PropTable = Readonly<Record<string, PropRule>>;

/** An options object: what it is called, how it is written, what it holds. */
export interface ObjectRule {
  /** With an article: "a replica". */
  readonly what: string;
  /** How it is written, for who wrote something else. */
  readonly example: string;
  readonly props: PropTable;
  /** What else a prop of another object would mean here: where it belongs. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** A table that has exactly the props of an interface: a forgotten one does not compile. */
export type TableOf<T> = { readonly [K in keyof Required<T>]: PropRule };

/** What is wrong with an options object; `prefix` comes before each of its props, such as `replicas[0].`. */
export function objectProblems(subject: string, got: unknown, object: ObjectRule, prefix = `${subject}.`): Problem[] {
  if (got instanceof DeployTime) {
    return [{ subject, got, rule: `${object.what} is known at synth`, fix: `Write it like ${object.example}` }];
  }
  if (!isPlainObject(got)) {
    const fix = `Write it like ${object.example}`;
    const rule = computesProps(got)
      ? `${object.what} holds its props itself, and this one has getters of its class`
      : `${object.what} is written as an object`;
    return [{ subject, got: got ?? undefined, rule, fix }];
  }
  const strangers = Object.keys(got).filter(name => got[name] !== undefined && !has(object.props, name));
  return [
    ...strangers.map(name => stranger(`${prefix}${excerpt(name, NAME_EXCERPT)}`, name, object)),
    ...Object.entries(object.props).flatMap(([name, rule]) => propProblems(`${prefix}${name}`, got[name], rule)),
  ];
}

/** Why most values must be known at synth. */
const DECIDES_AT_SYNTH = {
  rule: 'what is made, and whether it can work, is decided by it at synth',
  fix: 'Write the value itself',
};

/** What values that are decided at deploy time are, in words. */
const AT_DEPLOY = { text: 'a text', number: 'a number', flag: 'true or false' };

function deployTimeProblems(
  subject: string,
  got: DeployTime,
  { atDeploy, atSynth = DECIDES_AT_SYNTH, value, check }: PropRule,
): Problem[] {
  if (atDeploy === undefined) {
    return [{ subject, got, ...atSynth }];
  }
  const known = [
    ...(value === undefined ? [] : originProblems(subject, got, value)),
    ...(got.usual === undefined ? [] : check(subject, usualAs(atDeploy, got.usual))).map(problem => ({
      ...problem,
      got: new Words(`${JSON.stringify(got.usual)} by default`),
    })),
  ];
  if (known.length > 0) {
    return known;
  }
  const [wanted, kind] = [AT_DEPLOY[atDeploy], got.kind];
  const rule = `what is decided then is a ${kind}, and this is ${wanted}`;
  return kind === 'object' || kind === atDeploy ? [] : [{ subject, got, rule, fix: 'Write the value itself' }];
}

/** A default as the prop takes it: what a template holds as text, ROS reads as the type that a property wants. */
function usualAs(atDeploy: keyof typeof AT_DEPLOY, usual: unknown): unknown {
  if (typeof usual !== 'string' || atDeploy === 'text') {
    return atDeploy === 'text' ? String(usual) : usual;
  }
  return atDeploy === 'number' ? Number(usual) : ({ true: true, false: false }[usual.toLowerCase()] ?? usual);
}

/** What is wrong with one prop. */
export function propProblems(subject: string, got: unknown, rule: PropRule): Problem[] {
  if (got instanceof DeployTime) {
    return deployTimeProblems(subject, got, rule);
  }
  if (got === undefined || got === null) {
    if (rule.required) {
      return rule.check(subject, undefined);
    }
    return got === undefined ? [] : [{ subject, got, rule: 'a prop has a value or is left out', fix: 'Remove it' }];
  }
  return rule.check(subject, got);
}

/** Options by name; lists, dates, constructs, what a class of ours makes, and what would lose props when it is copied, are none. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    Object.prototype.toString.call(value) === '[object Object]' &&
    !('node' in (value as object)) &&
    !(MADE in (value as object)) &&
    !computesProps(value)
  );
}

/** Whether the class of an object computes its props, none of which a copy has; constructs are no options anyway. */
function computesProps(value: unknown): boolean {
  const parent: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : null;
  return (
    parent !== null &&
    Object.getPrototypeOf(parent) !== null && // else it is that of every object, of ours or of another realm
    !('node' in (value as object)) &&
    (Object.values(Object.getOwnPropertyDescriptors(parent)).some(({ get }) => get !== undefined) ||
      computesProps(parent))
  );
}

/** A list, each item of which is checked. */
export function listOf(item: PropRule): Check {
  return (subject, got) =>
    Array.isArray(got)
      ? Array.from(got, (value: unknown, i) =>
          propProblems(`${subject}[${i}]`, value, { ...item, required: true }),
        ).flat()
      : [{ subject, got, rule: 'it is a list', fix: got === undefined ? 'Give one' : 'Put it into square brackets' }];
}

/** An options object inside another. */
export function object(rule: ObjectRule): Check {
  return (subject, got) => objectProblems(subject, got, rule);
}

/** A member of an enum; `members` are its names and values. */
export function choice(name: string, members: Readonly<Record<string, string>>): Check {
  return (subject, got) => {
    if (Object.values(members).includes(got as string)) {
      return [];
    }
    const allowed = Object.keys(members).map(member => `${name}.${member}`);
    const folded = String(typeof got === 'string' ? got : '').toLowerCase();
    const guess = Object.keys(members).find(
      member => member.toLowerCase() === folded || members[member].toLowerCase() === folded,
    );
    const only = allowed.length === 1 ? `Write ${allowed[0]}` : 'Choose one of these';
    const fix = guess === undefined ? only : `Did you mean ${name}.${guess}?`;
    return [{ subject, got, rule: `it is ${oneOf(allowed)}`, fix }];
  };
}

/** True or false. */
export const flag: Check = (subject, got) =>
  typeof got === 'boolean'
    ? []
    : [{ subject, got, rule: 'it is true or false', fix: quoted(got, isFlagWord) ? UNQUOTED : 'Write true or false' }];

const isFlagWord = (text: string) => text === 'true' || text === 'false';

/** For what is right but for the quotes around it. */
const UNQUOTED = 'Write it without quotes';

function quoted(got: unknown, isRight: (text: string) => boolean): boolean {
  return typeof got === 'string' && isRight(got);
}

/** Something that only its own class makes: `makers` shows how. */
export function madeBy(kind: MadeKind): Check {
  return (subject, got) =>
    isMade(got, kind) ? [] : [{ subject, got, rule: `it is made by ${kind}`, fix: `Write ${makersOf(kind)}` }];
}

/** A text that matches. */
export function text(pattern: RegExp, rule: string, fix: string): Check {
  return (subject, got) => (typeof got === 'string' && pattern.test(got) ? [] : [{ subject, got, rule, fix }]);
}

/** A text of some length, of one line or of several. */
export function textOfLength(min: number, max: number, lines: 'line' | 'text'): Check {
  const foreign = lines === 'line' ? /[\p{Cc}]/u : /[^\P{Cc}\t\n\r]/u;
  return (subject, got) => {
    if (typeof got !== 'string' || got.length < min || got.length > max) {
      const length = typeof got === 'string' ? `, not ${got.length}` : '';
      const rule = `it is a ${lines} of ${min} to ${max} characters${length}`;
      return [
        { subject, got: typeof got === 'string' ? excerpt(got, TEXT_EXCERPT) : got, rule, fix: 'Write another text' },
      ];
    }
    const rule = `a ${lines} has no control characters${lines === 'line' ? ', such as line breaks' : ''}`;
    return foreign.test(got) ? [{ subject, got: excerpt(got, TEXT_EXCERPT), rule, fix: 'Remove them' }] : [];
  };
}

/** How much of a long text, and of a long name, a message repeats. */
const [TEXT_EXCERPT, NAME_EXCERPT] = [20, 40];

function excerpt(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}...` : text;
}

/** A number of things. */
export function wholeNumber(rule: string, fix: string, max = Infinity): Check {
  return number(value => Number.isInteger(value) && value >= 1 && value <= max, rule, fix);
}

/** A number that is right. */
export function number(isRight: (value: number) => boolean, rule: string, fix: string): Check {
  const wrong = (got: unknown) =>
    typeof got === 'bigint' && isRight(Number(got))
      ? 'Write it without the n'
      : quoted(got, text => text !== '' && isRight(Number(text)))
        ? UNQUOTED
        : fix;
  return (subject, got) => (typeof got === 'number' && isRight(got) ? [] : [{ subject, got, rule, fix: wrong(got) }]);
}

function stranger(subject: string, name: string, { what, props, elsewhere = {} }: ObjectRule): Problem {
  const known = Object.keys(props);
  const near = meant(name, known);
  const fix = has(elsewhere, name)
    ? elsewhere[name]
    : near === undefined
      ? `Remove it; ${what} takes ${known.join(', ')}`
      : `Did you mean ${JSON.stringify(near)}?`;
  return { subject, got: GIVEN, rule: `${what} has no such prop`, fix };
}

function has(record: object, name: string): boolean {
  return Object.prototype.hasOwnProperty.call(record, name);
}
