import * as ros from '@alicloud/ros-cdk-core';
import { RENDERING } from '../core/element';
import { warn } from '../core/notes';
import { importsIn, OtherElement, othersIn } from '../core/others';
import { withoutTraces } from '../core/traces';
import { wholeOf } from '../core/whole';
import { Problem } from '../domain/problem';
import { Template, TemplateResource } from './template';
import { otherTemplateProblems } from './template-checks';
import { mentionsIn, withoutIndex } from './template-reads';

/** What is wrong with names in the templates of users, in the app or stage of a construct. */
export function otherNamingProblems(whole: ros.IConstruct): Problem[] {
  return otherStacks(whole).flatMap(stack => {
    const template = templateOf(stack);
    const imported = importsIn(whole).filter(({ element }) => element.stack === stack);
    const told = new Set<unknown>(imported.map(({ target }) => (target as Partial<ros.RosElement>).logicalId));
    const problems = template === undefined ? [] : otherTemplateProblems(template, `stack ${stack.node.path}`);
    return problems.filter(({ got }) => !told.has(got)); // of an import more is known, and said elsewhere
  });
}

/** Warns of resources that are made under a condition, while something is made without it that reads them. */
export function warnOfConditions(whole: ros.IConstruct): void {
  const conditional = othersIn(whole).filter(({ written }) => Object.values(written.Resources ?? {}).some(conditionOf));
  const stacks = new Set(conditional.map(({ element }) => element.stack).filter(stack => !(RENDERING in stack)));
  for (const stack of stacks) {
    const template = templateOf(stack) ?? {};
    conditional
      .filter(({ element }) => element.stack === stack)
      .forEach(other => conditionWarnings(other, template).forEach(text => warn(stack, text)));
  }
}

function conditionWarnings({ element, written }: OtherElement, { Resources = {}, Outputs = {} }: Template): string[] {
  const readers: [string, unknown][] = [
    ...Object.entries(Resources).map(([id, resource]): [string, unknown] => [`resource ${id}`, resource]),
    ...Object.entries(Outputs).map(([id, output]): [string, unknown] => [`output ${id}`, output]),
  ];
  return Object.entries(written.Resources ?? {}).flatMap(([id, resource]) =>
    readers
      .filter(([, entry]) => conditionOf(entry) === undefined && certainlyReads(entry, id))
      .map(
        ([who]) =>
          `${element.node.path} is made only under the condition ${String(conditionOf(resource))}, but ${who} of stack ` +
          `${element.stack.node.path} reads it always: where the condition is false, that stack fails. Make it without the condition, ` +
          'or give the value itself.',
      ),
  );
}

function certainlyReads(entry: unknown, id: string): boolean {
  return mentionsIn(entry).some(({ kind, name, maybe }) => kind === 'thing' && !maybe && withoutIndex(name) === id);
}

function conditionOf(entry: unknown): unknown {
  return (entry as Partial<TemplateResource> | null)?.Condition;
}

/** The stacks of an app or a stage that are not ours, nested ones too. */
function otherStacks(whole: ros.IConstruct): ros.Stack[] {
  const stacks = whole.node.findAll().filter(node => ros.Stack.isStack(node)) as ros.Stack[];
  return stacks.filter(stack => !(RENDERING in stack) && wholeOf(stack) === whole);
}

/** The template of a stack as it is written; undefined where that is not possible, which is said when it is tried. */
export function templateOf(stack: ros.Stack): Template | undefined {
  try {
    const { _toRosTemplate: render } = stack as unknown as { _toRosTemplate: () => object };
    return withoutTraces(() => stack.resolve(render.call(stack)) as Template);
  } catch {
    return undefined;
  }
}
