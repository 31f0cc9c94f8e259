/** Shorter values would blacken ordinary words. */
const SHORTEST = 6;

/** Keeps secrets out of everything that is written: what was added here is never shown. */
export class Redactor {
  private readonly secrets = new Set<string>();

  add(...values: readonly (string | undefined)[]): void {
    for (const value of values) if (value !== undefined && value.length >= SHORTEST) this.secrets.add(value);
  }

  clean(text: string): string {
    let result = text;
    for (const secret of this.secrets) {
      result = result.replaceAll(secret, '[hidden]').replaceAll(encodeURIComponent(secret), '[hidden]');
    }
    return result;
  }
}
