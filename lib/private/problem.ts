/** Stands for a value that is decided at deploy time, where a rule needs to know it at synth. */
export const LATE = Symbol('decided at deploy time');

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
  return `${problem.subject} is ${wording(problem.got)}, but ${problem.rule}. ${fix}`;
}

/** Joins names for a person: `a`, `a or b`, `a, b or c`. */
export function oneOf(names: readonly (string | number)[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}

function wording(got: unknown): string {
  return got === LATE ? LATE.description! : got === undefined || got === null ? 'missing' : JSON.stringify(got);
}

/** A name that must be known when stacks and resources are named after it. */
export function lateName(subject: string): Problem {
  return {
    subject,
    got: LATE,
    rule: 'names of stacks and resources are made of it at synth',
    fix: 'Write the name itself',
  };
}
