import { Problem } from './problem';
import { Template } from './split-template';

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
    rule: 'it reads or waits for this, which a split has put into another stack',
    fix: 'Move what you added yourself into a stack of your own',
  };
}

function readsIn(value: unknown): Read[] {
  if (value === null || typeof value !== 'object') {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]): Read[] =>
    ['Ref', 'Fn::GetAtt', 'Fn::ImportValue'].includes(name) ? [[name, inner]] : readsIn(inner),
  );
}
