/** The tags of stacks: those that the app declares, those that it declared before, and those of others. */
import { MARK_TAGS } from './facts.generated';
import { MARK_METADATA } from './mark';
import type { DeclaredStack, LiveStack, Template } from './model';

type Tags = Readonly<Record<string, string>>;

const OWN: readonly string[] = Object.values(MARK_TAGS);

/** The names of the tags that the app declared when the stack was deployed last: the mark in its template remembers them. */
function declaredBefore(template: Template | undefined): string[] {
  const metadata = template?.Metadata as Record<string, { Tags?: unknown } | undefined> | undefined;
  const names = metadata?.[MARK_METADATA]?.Tags;
  return Array.isArray(names) ? names.map(String) : [];
}

/** The tags that an update gives the stack: what others tagged stays, and what left the app goes. */
export function nextTags({ tags }: Pick<DeclaredStack, 'tags'>, live: LiveStack): Record<string, string> {
  const left = declaredBefore(live.template).filter(name => tags[name] === undefined);
  const others = Object.entries(live.tags).filter(([name]) => !left.includes(name));
  return { ...Object.fromEntries(others), ...tags };
}

/** The names of tags, but for the deployer's own, that an update gives other values, adds or takes away. */
export function changedTags(stack: Pick<DeclaredStack, 'tags'>, live: LiveStack): string[] {
  const next: Tags = nextTags(stack, live);
  const names = new Set([...Object.keys(live.tags), ...Object.keys(next)]);
  return [...names].filter(name => !OWN.includes(name) && live.tags[name] !== next[name]).sort();
}
