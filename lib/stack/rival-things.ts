import * as ros from '@alicloud/ros-cdk-core';
import { madeIn } from '../core/made';
import { OtherElement } from '../core/others';
import { identityIn } from '../core/regional-value';
import { Problem } from '../domain/problem';
import { IDENTITY } from './repeated-things';
import { Template, TemplateResource } from './template';

/** Something on an instance, and what makes it. */
interface Thing {
  readonly key: string;
  readonly name: string;
  readonly path: string;
}

/** What is wrong with what users make on an instance in a stack of their own, where something of ours, or of theirs, makes it as well. */
export function rivalThingProblems(whole: ros.IConstruct, others: readonly OtherElement[]): Problem[] {
  const theirs = others
    .filter(({ element }) => !isOwnStack(element.stack)) // there a template is looked at by itself
    .flatMap(({ element, written }) => thingsIn(element, written as Template));
  if (theirs.length === 0) {
    return [];
  }
  const seen = new Map(
    madeIn(whole)
      .flatMap(ourThings)
      .map(({ key, path }) => [key, path]),
  );
  return theirs.flatMap(({ key, name, path }) => {
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, path);
      return [];
    }
    const rule = `${first} makes the same on that instance, and the second would fail when it is deployed`;
    return [{ subject: `what ${path} makes`, got: name, rule, fix: 'Remove one of the two' }];
  });
}

function ourThings(element: ros.RosElement): Thing[] {
  const { rosResourceType: type = '' } = element as Partial<ros.RosResource>;
  if (!(type in IDENTITY)) {
    return [];
  }
  const { stack, logicalId } = element as ros.RosElement & { logicalId: string };
  const resource = isOwnStack(stack)
    ? stack.template().Resources?.[logicalId]
    : (stack.resolve(element._toRosTemplate()) as Template).Resources?.[logicalId];
  return resource === undefined ? [] : thingsIn(element, { Resources: { [logicalId]: resource } });
}

function thingsIn(element: ros.RosElement, { Resources = {} }: Template): Thing[] {
  return Object.values(Resources).flatMap(resource => thingOf(element, resource) ?? []);
}

function thingOf(element: ros.RosElement, { Type, Properties = {} }: TemplateResource): Thing | undefined {
  const names = IDENTITY[Type] as readonly string[] | undefined;
  const values = names?.map(name => identityIn(element.stack, (Properties as Record<string, unknown>)[name] ?? ''));
  return values === undefined || values.includes(undefined)
    ? undefined
    : { key: JSON.stringify([Type, ...values]), name: values.slice(1).join('/'), path: element.node.path };
}

/** A stack of ours, known by what it can do. */
interface OwnStack extends ros.Stack {
  template(): Template;
}

function isOwnStack(stack: ros.Stack): stack is OwnStack {
  return (stack as { _kind?: string })._kind === 'RegionStack';
}
