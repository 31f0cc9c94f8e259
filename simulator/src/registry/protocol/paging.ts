import { RegistryError } from './errors';
import { shown } from './shown';

export interface PageRequest {
  /** How many at most; everything where it is missing. */
  readonly count?: number;
  /** The page starts after this one, whether it is still there or not. */
  readonly last?: string;
}

export interface Page {
  readonly items: readonly string[];
  /** Where the next page starts, where there is one. */
  readonly next?: string;
}

export function pageRequest(query: URLSearchParams): PageRequest {
  const text = query.get('n');
  if (text !== null && !/^\d{1,9}$/.test(text)) {
    throw new RegistryError(
      'UNSUPPORTED',
      `The parameter n is ${shown(text)}, but it says how many entries are wanted: a whole number from 0 on.`,
    );
  }
  return { count: text === null ? undefined : Number(text), last: query.get('last') ?? undefined };
}

/** One page of the names, in the order of their characters' codes. */
export function pageOf(names: Iterable<string>, { count, last }: PageRequest): Page {
  const after = [...names].filter(name => last === undefined || name > last).sort();
  const items = after.slice(0, count);
  return items.length > 0 && items.length < after.length ? { items, next: items[items.length - 1] } : { items };
}

/** The `Link` header that leads to the next page. */
export function nextLink(path: string, query: Readonly<Record<string, string>>): string {
  return `<${path}?${new URLSearchParams(query).toString()}>; rel="next"`;
}
