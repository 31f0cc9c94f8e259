/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

/** A template tag: what is put in is escaped, unless it is Html itself; lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly unknown[]): Html {
  return new Html(parts.reduce((text, part, index) => text + render(values[index - 1]) + part));
}

function render(value: unknown): string {
  if (value instanceof Html) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return value.map(render).join('');
  }
  if (value === undefined || value === null || value === false) {
    return '';
  }
  return String(value).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
