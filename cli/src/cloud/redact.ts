/** Shorter values would blacken ordinary words. */
const SHORTEST = 6;

/** By this its documentation calls the simulator, and everybody else calls it so too. */
const PUBLIC = ['simulator'];

/** Keeps secrets out of everything that is written: what was added here is never shown. */
export class Redactor {
  private readonly secrets = new Set<string>();
  private pattern: RegExp | undefined;

  add(...values: readonly (string | undefined)[]): void {
    for (const value of values.flatMap(partsOf)) {
      if (value.length >= SHORTEST && !PUBLIC.includes(value)) {
        this.secrets.add(value);
        this.pattern = undefined;
      }
    }
  }

  clean(text: string): string {
    return this.secrets.size === 0 ? text : text.replace((this.pattern ??= patternOf(this.secrets)), '[hidden]');
  }
}

/** Text is shown line by line, so each line of a secret is one. */
function partsOf(value: string | undefined): string[] {
  const lines = value?.split(/[\r\n]+/) ?? [];
  return lines.length > 1 ? [value!, ...lines] : lines;
}

/** All at once, the longest first: a secret may be a part of another. */
function patternOf(secrets: ReadonlySet<string>): RegExp {
  const forms = [...secrets].flatMap(secret => formsOf(secret).map(form => [form, isWord(secret)] as const));
  const sorted = [...new Map(forms)].sort(([one], [other]) => other.length - one.length);
  return new RegExp(sorted.map(([form, word]) => (word ? alone(escaped(form)) : escaped(form))).join('|'), 'g');
}

/** As it is, in a URL, in JSON. */
const formsOf = (secret: string): string[] => [secret, encoded(secret), JSON.stringify(secret).slice(1, -1)];

/** A lone surrogate has no form in a URL. */
const encoded = (secret: string): string => encodeURIComponent(secret.toWellFormed());

/** A line may be broken where a secret has a space. */
const escaped = (form: string): string => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/[ \t\r\n]+/g, '\\s+');

/** Longer ones stand in no other word by accident. */
const LONGEST_WORD = 15;

/** Whether it looks like ordinary text, of which other words may be made. */
const isWord = (secret: string): boolean =>
  secret.length <= LONGEST_WORD && /^[A-Z]?[a-z]+([-_.][a-z]+)*$/.test(secret);

/** Nothing but the word itself: neither a part of another, nor of a name that is put together of words. */
const alone = (word: string): string => `(?<![\\w-]|\\w[./])${word}(?![\\w-]|[./]\\w)`;
