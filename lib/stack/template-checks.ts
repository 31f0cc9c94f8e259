import { ROS_LIMITS } from '../domain/facts.generated';
import { Problem } from '../domain/problem';
import { Template } from './template';
import { conditionsIn, Mention, mentionsIn, Names, namesIn, withoutIndex } from './template-reads';

/** What is wrong with a finished template of ours: values that ROS could not bring into it, and names of what is not in it. */
export function templateProblems(template: Template): Problem[] {
  return namingProblems(template, '', 'Move what you added yourself into a stack of your own');
}

/** The same for a template of users, which fails when the rest is bought. */
export function otherTemplateProblems(template: Template, path: string): Problem[] {
  return namingProblems(template, ` of ${path}`, 'Correct the name, or add what is missing to that stack').filter(
    ({ rule }) => rule !== IMPORTED.rule, // of these there is a warning, with more to go by
  );
}

function namingProblems(template: Template, where: string, fix: string): Problem[] {
  if (template.Transform !== undefined) {
    return []; // a macro writes the rest of it
  }
  const names = namesIn(template);
  const seen = new Set<string>();
  const isNew = ({ subject, got }: Problem) => seen.size < seen.add(JSON.stringify([subject, got])).size;
  const problem = (subject: string) => (mention: Mention) => mentionProblems(`${subject}${where}`, mention, names, fix);
  return [
    ...Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => [
      ...mentionsIn([resource.Properties, resource.Count]).flatMap(problem(`resource ${id}`)),
      ...[resource.DependsOn ?? []].flat().flatMap(name => problem(`resource ${id}`)({ kind: 'thing', name })),
      ...conditionOf(resource).flatMap(problem(`resource ${id}`)),
    ]),
    ...Object.entries((template.Conditions ?? {}) as object).flatMap(([id, expression]) =>
      [...mentionsIn(expression), ...conditionsIn(expression)].flatMap(problem(`condition ${id}`)),
    ),
    ...Object.entries(template.Outputs ?? {}).flatMap(([id, output]) =>
      [...mentionsIn(output), ...conditionOf(output)].flatMap(problem(`output ${id}`)),
    ),
  ].filter(isNew);
}

/** The condition under which something is made. */
function conditionOf(entry: unknown): Mention[] {
  const { Condition: name } = entry as { Condition?: unknown };
  return name === undefined ? [] : [{ kind: 'condition', name }];
}

/** What is wrong with something that a template names. */
function mentionProblems(subject: string, mention: Mention, names: Names, fix: string): Problem[] {
  const { kind, name: got } = mention;
  if (kind === 'import') {
    return [{ subject, got, ...IMPORTED }];
  }
  if (kind === 'thing') {
    const name = withoutIndex(got);
    const rule = 'it reads or waits for this, and its stack has nothing of that name';
    return isThere(name, names.things) || name.startsWith('ALIYUN::') ? [] : [{ subject, got, rule, fix }];
  }
  if (kind === 'condition') {
    const rule = 'it depends on this condition, and its stack has none of that name';
    return names.conditions.has(String(got)) ? [] : [{ subject, got, rule, fix }];
  }
  return lookupProblems(subject, mention, names);
}

/** Whether a name, or what stands before one of its dots, is in a template: attributes are written behind a dot, and names hold dots. */
function isThere(name: string, things: ReadonlySet<string>): boolean {
  const parts = name.split('.');
  return parts.some((_part, i) => things.has(parts.slice(0, i + 1).join('.')));
}

/** What is wrong with looking something up in a mapping, which belongs to one template. */
function lookupProblems(subject: string, { name, keys = [] }: Mention, { mappings }: Names): Problem[] {
  const fix = 'Write the value itself, or look it up where the mapping is and hand it on by a RosOutput';
  const mapping = mappings[String(name)] as Names['mappings'][string] | undefined;
  if (mapping === undefined) {
    const rule = 'it looks something up in this mapping, and its stack has none of that name';
    return [{ subject, got: name, rule, fix }];
  }
  const [first, second] = keys;
  const missing =
    typeof first !== 'string' ? undefined : !(first in mapping) ? first : isMissing(mapping[first], second);
  const rule = `it looks this up in mapping ${String(name)}, which has no such key`;
  return missing === undefined
    ? []
    : [{ subject, got: missing, rule, fix: 'Correct the key, or add it to the mapping' }];
}

function isMissing(entry: Readonly<Record<string, unknown>>, key: unknown): string | undefined {
  return typeof key !== 'string' || key in entry ? undefined : key;
}

const IMPORTED = {
  rule: 'it reads a value of another stack, and ROS hands none over by import',
  fix: 'Write the value itself, or read an output with ros.Fn.getStackOutput',
};

/** What is wrong with the size of a template; `text` is how it is written, `groups` how many resources belong to each namespace. */
export function sizeProblems(template: Template, text: string, groups: ReadonlyMap<string, number>): Problem[] {
  const resources = Object.keys(template.Resources ?? {}).length;
  const bytes = Buffer.byteLength(text);
  const largest = [...groups]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([name, count]) => `${name} with ${count}`);
  const [[alone, most] = ['', 0]] = [...groups].sort(([, m], [, n]) => n - m);
  const fix =
    largest.length === 0
      ? 'Declare fewer'
      : most >= ROS_LIMITS.resourcesPerStack
        ? `Declare fewer repositories in ${alone}: no stack holds it alone, and pushing creates them anyway`
        : `Give the namespaces that you add from now on a stackGroup (the largest are ${largest.join(', ')})`;
  const { resourcesPerStack, templateBytes } = ROS_LIMITS;
  return [
    ...(resources > resourcesPerStack
      ? [
          {
            subject: 'the number of resources',
            got: resources,
            rule: `a stack holds at most ${resourcesPerStack}`,
            fix,
          },
        ]
      : []),
    ...(bytes > templateBytes
      ? [
          {
            subject: 'the size of the template in bytes',
            got: bytes,
            rule: `ROS takes at most ${templateBytes}`,
            fix: besideResources(template) ?? fix,
          },
        ]
      : []),
  ];
}

/** What to do where something else than the resources makes a template large. */
function besideResources(template: Template): string | undefined {
  const sizes = Object.entries(template).map(
    ([section, said]) => [section, Buffer.byteLength(JSON.stringify(said ?? '', undefined, 2))] as const,
  );
  const [[section, bytes]] = sizes.sort(([, m], [, n]) => n - m);
  return section === 'Resources' ? undefined : `Shorten its ${section}, which has ${bytes} of them`;
}
