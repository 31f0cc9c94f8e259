/** What a stack keeps until others no longer need it: it first becomes more, and only then less. */
import { same } from './canonical';
import { limitProblems } from './limits';
import type { DeclaredStack, JsonMap, LiveStack, Template } from './model';
import { mentionsIn } from './references';

export interface Keeping {
  readonly things: readonly Kept[];
  /** What the stack is in the meantime: what it is to be, with all that it is to lose. */
  readonly template: Template;
}

/** Something that a stack is to lose, and that others need. */
export interface Kept {
  /** An output by its name, what an output gives that stays and gives something else, or a registry by its id. */
  readonly kind: 'output' | 'value' | 'registry';
  readonly name: string;
  /** The keys of the stacks that need it now, and no longer once they have been deployed. */
  readonly users: readonly string[];
}

/** The sections whose parts are told apart by their names; the others are the new ones. */
const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Locals', 'Resources', 'Outputs'] as const;
type Section = (typeof SECTIONS)[number];
type Parts = Readonly<Record<string, unknown>>;

export interface United {
  readonly template: Template;
  /** Why the two templates cannot stand beside each other. */
  readonly conflicts: readonly string[];
}

/**
 * The new template with all that leaves of the one before. A resource that both have is there as the new one says: ROS changes it in place
 * or not at all, so it is the same one.
 */
export function keeping(stack: DeclaredStack, live: LiveStack): United {
  const [before, after] = [live.template ?? {}, stack.template];
  const sections = SECTIONS.flatMap(section => {
    const leaving = Object.entries(partsOf(before, section)).filter(([name]) => !has(after, section, name));
    return leaving.length === 0 ? [] : [[section, Object.fromEntries(leaving)] as const];
  });
  const united = sections.map(([section, leaving]) => [section, { ...partsOf(after, section), ...leaving }] as const);
  const template = { ...after, ...Object.fromEntries(united) } as Template;
  const mentioned = mentionsIn(sections.map(([, leaving]) => leaving));
  const changed = SECTIONS.filter(section => section !== 'Resources' && section !== 'Outputs').flatMap(section =>
    Object.entries(partsOf(before, section))
      .filter(
        ([name, part]) =>
          mentioned.has(name) && has(after, section, name) && !same(part, partsOf(after, section)[name]),
      )
      .map(([name]) => `${name} in its ${section} changes.`),
  );
  return {
    template,
    conflicts: [...changed, ...limitProblems({ ...stack, template, templateBody: JSON.stringify(template) }, live)],
  };
}

const partsOf = (template: Template, section: Section): Parts => (template[section] ?? {}) as Parts;

const has = (template: Template, section: Section, name: string): boolean =>
  Object.hasOwn(partsOf(template, section), name);

/** The outputs of a template, by their names. */
export const outputsOf = ({ Outputs }: Template): Readonly<Record<string, JsonMap>> =>
  (Outputs ?? {}) as Record<string, JsonMap>;

const NOUNS = {
  output: ['output', 'outputs'],
  value: ['what is behind output', 'what is behind outputs'],
  registry: ['registry', 'registries'],
} as const;

/** `outputs VpcId, VswId and registry cri-1`. */
export function keptText(things: readonly Pick<Kept, 'kind' | 'name'>[]): string {
  const texts = (['output', 'value', 'registry'] as const).flatMap(kind => {
    const names = things.filter(thing => thing.kind === kind).map(({ name }) => name);
    const [one, many] = NOUNS[kind];
    return names.length === 0 ? [] : [`${names.length === 1 ? one : many} ${names.join(', ')}`];
  });
  return texts.join(' and ');
}
