import { ROS_LIMITS } from '../domain/facts.generated';
import { Problem } from '../domain/problem';
import { Template } from './template';

/** What is wrong with a finished template: values that ROS could not bring into it, and reads of what is not in it. */
export function templateProblems(template: Template): Problem[] {
  const ids = new Set([
    ...Object.keys(template.Resources ?? {}),
    ...Object.keys((template.Parameters as object | undefined) ?? {}),
  ]);
  return Object.entries(template.Resources ?? {}).flatMap(([id, resource]) => [
    ...readsIn(resource).flatMap(read => readProblems(id, read, ids)),
    ...(resource.DependsOn ?? []).filter(other => !ids.has(other)).map(other => missing(id, other)),
  ]);
}

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

const READERS: ReadonlySet<string> = new Set(['Ref', 'Fn::GetAtt', 'Fn::ImportValue']);

/** A function that reads something: its name, and what it names. */
type Read = readonly [string, unknown];

function readProblems(id: string, [name, value]: Read, ids: ReadonlySet<string>): Problem[] {
  if (name === 'Fn::ImportValue') {
    return [
      {
        subject: `resource ${id}`,
        got: value,
        rule: 'it reads a value of another stack, and ROS hands none over by import',
        fix: 'Write the value itself, or read an output with ros.Fn.getStackOutput',
      },
    ];
  }
  const target = name === 'Ref' ? (value as string) : (value as string[])[0];
  return ids.has(target) || String(target).startsWith('ALIYUN::') ? [] : [missing(id, target)];
}

function missing(id: string, target: string): Problem {
  return {
    subject: `resource ${id}`,
    got: target,
    rule: 'it reads or waits for this, and its stack has nothing of that name',
    fix: 'Move what you added yourself into a stack of your own',
  };
}

/** One list for all, for templates are large: lists of lists cost more than the search. */
function readsIn(value: unknown, found: Read[] = []): Read[] {
  if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      if (READERS.has(name)) {
        found.push([name, inner]);
      } else {
        readsIn(inner, found);
      }
    }
  }
  return found;
}
