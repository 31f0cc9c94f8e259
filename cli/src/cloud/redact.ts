/** Shorter values would blacken ordinary words. */
const SHORTEST = 6;

/** Keeps secrets out of everything that is written: what was added here is never shown. */
export class Redactor {
  private readonly secrets = new Set<string>();

  add(...values: readonly (string | undefined)[]): void {
    for (const value of values) {
      if (value !== undefined && value.length >= SHORTEST) {
        this.secrets.add(value);
      }
    }
  }

  clean(text: string): string {
    let result = text;
    for (const secret of this.secrets) {
      for (const form of formsOf(secret)) {
        result = result.replaceAll(form, '[hidden]');
      }
    }
    return result;
  }
}

/** As it is, in a URL, in JSON. */
const formsOf = (secret: string): string[] => [secret, encoded(secret), JSON.stringify(secret).slice(1, -1)];

/** A lone surrogate has no form in a URL. */
const encoded = (secret: string): string => encodeURIComponent(secret.toWellFormed());
