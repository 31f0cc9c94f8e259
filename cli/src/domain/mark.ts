import { same } from './canonical';
import { MARK_TAGS } from './facts.generated';
import { type DeclaredStack, type LiveStack, type Mark, type Template } from './model';

/** The key of the same in the Metadata of the template, which nobody edits in the console by mistake. */
export const MARK_METADATA = 'ros-cdk-global-registry:mark';

/** As long as the value of a tag may be. */
const LONGEST = 128;

/** The app that a stack belongs to when the app has no name of its own. */
export const namelessApp = (path: string): string => `/${path.split('/')[1] ?? ''}`.slice(0, LONGEST);

/** What goes to ROS: the template and the tags with the mark in them. */
export function marked(
  template: Template,
  tags: Readonly<Record<string, string>>,
  mark: Mark,
): { template: Template; tags: Record<string, string> } {
  const names = Object.keys(tags).sort();
  const metadata = {
    ...(template.Metadata as object | undefined),
    // The names of the tags are remembered: what leaves the app is then told from what others tagged.
    [MARK_METADATA]: { App: mark.app, Path: mark.path, ...(names.length > 0 ? { Tags: names } : {}) },
  };
  return { template: { ...template, Metadata: metadata }, tags: { ...tags, ...tagsOf(mark) } };
}

const tagsOf = ({ app, path }: Mark): Record<string, string> => ({
  [MARK_TAGS.app]: app,
  [MARK_TAGS.path]: pathInTags(path),
});

/** A path as the tag holds it. */
export const pathInTags = (path: string): string => path.slice(0, LONGEST);

/** The mark that tags hold. */
export function markInTags(tags: Readonly<Record<string, string>>): Mark | undefined {
  const app = tags[MARK_TAGS.app];
  return app === undefined ? undefined : { app, path: tags[MARK_TAGS.path] ?? '' };
}

function markInTemplate(template: Template | undefined): Mark | undefined {
  const metadata = template?.Metadata as Record<string, { App?: unknown; Path?: unknown } | undefined> | undefined;
  const mark = metadata?.[MARK_METADATA];
  return mark === undefined ? undefined : { app: String(mark.App), path: String(mark.Path) };
}

const marksOf = ({ tags, template }: LiveStack): Mark[] =>
  [markInTags(tags), markInTemplate(template)].filter(mark => mark !== undefined);

const isOf = ({ app }: Mark, { mark }: DeclaredStack): boolean => app === mark.app;

/** Whether the app made the stack of that name: something says so, and nothing says otherwise. */
export function isOurs(stack: DeclaredStack, live: LiveStack): boolean {
  const marks = marksOf(live);
  return marks.length > 0 && marks.every(mark => isOf(mark, stack));
}

/** Whether all marks say the same, tags and template: tags alone are copied, and handed down, by others. */
export function isMarkedThroughout(live: LiveStack): boolean {
  const [inTags, inTemplate] = [markInTags(live.tags), markInTemplate(live.template)];
  return (
    inTags !== undefined &&
    inTemplate !== undefined &&
    same(inTags, { ...inTemplate, path: pathInTags(inTemplate.path) })
  );
}

/** Whether the mark stands in the tags as it does when the deployer makes the stack. */
export const hasMarkTags = ({ mark }: DeclaredStack, { tags }: LiveStack): boolean =>
  same(markInTags(tags), { app: mark.app, path: pathInTags(mark.path) });

/** Whether somebody who named these consents to taking the stack over: the stack itself, or the app that it is marked with. */
export const isTakenOver = (live: LiveStack, consents: readonly string[]): boolean =>
  consents.includes(live.name) || marksOf(live).some(({ app }) => consents.includes(app));

/** Who made a stack that is not ours, in words. */
export function makerOf(stack: DeclaredStack, live: LiveStack): string {
  const other = marksOf(live).find(mark => !isOf(mark, stack));
  return other === undefined
    ? 'carries no mark of an app'
    : `carries the mark of ${other.path} of the app ${other.app}`;
}

/** Why a stack of a declared name is left alone. */
export const strangerProblem = (stack: DeclaredStack, live: LiveStack): string =>
  `A stack of this name exists and ${makerOf(stack, live)}, while this is ${stack.mark.path} of the app ${stack.mark.app}, so it is neither updated ` +
  `nor deleted. If it is yours, made by ros-cdk or before the app got its name, add --take-over ${stack.name} once; if not, choose another stackNamePrefix.`;
