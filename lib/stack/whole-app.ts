import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { OtherElement, othersIn, watchOthers } from '../core/others';
import { readsInApp } from '../core/output-reads';
import { whenPrepared, wholeOf } from '../core/whole';
import { chainProblems } from '../domain/output-chains';
import { Problem, sentence, Words } from '../domain/problem';
import { noteForeignRegions } from './foreign-regions';
import { importProblems, warnOfImports } from './imports';
import { orderByOutputs, outputReadProblems } from './output-order';
import { rivalThingProblems } from './rival-things';

/** Something that looks at the whole app when it is synthesised: given the elements of users. */
export type WholeAppCheck = (whole: ros.IConstruct, others: readonly OtherElement[]) => Problem[];

/**
 * Lets a stack in which something of ours is made tell what is wrong in the whole app or stage; the first such stack does, once.
 * What users write themselves belongs to that too: it is deployed with the rest, and fails when the rest is bought.
 */
export function lookAtWholeApp(stack: ros.Stack): void {
  watchOthers(stack);
  inApp(stack, `looks at ${wholeOf(stack).node.path}`, () => {
    const { validate } = stack as unknown as { validate: () => string[] };
    Object.assign(stack, { validate: () => [...validate.call(stack), ...wholeAppProblems(stack).map(sentence)] });
    noteForeignRegions(stack);
    whenPrepared(stack, 'by outputs', () => {
      orderByOutputs(wholeOf(stack));
      warnOfImports(wholeOf(stack));
    });
    return stack;
  });
}

/** Adds a check of a room that this one does not know. */
export function addWholeAppCheck(construct: ros.IConstruct, check: WholeAppCheck): void {
  checksIn(construct).add(check);
}

function wholeAppProblems(stack: ros.Stack): Problem[] {
  const others = othersIn(stack);
  const more = [...checksIn(stack)].flatMap(check => check(wholeOf(stack), others));
  return [
    ...chainProblems(readsInApp(stack)),
    ...outputReadProblems(wholeOf(stack)),
    ...importProblems(wholeOf(stack)),
    ...others.flatMap(nameProblems),
    ...others.flatMap(placeOfReadProblems),
    ...rivalThingProblems(stack, others),
    ...more,
  ];
}

function checksIn(construct: ros.IConstruct): Set<WholeAppCheck> {
  return inApp(construct, 'checks of the whole app', () => new Set<WholeAppCheck>());
}

/**
 * What begins the names in a template. Source: the offline checker of https://github.com/aliyun/iac-code; outputs may hold spaces
 * and "&" as well.
 */
const NAME = /^[A-Za-z][A-Za-z0-9_.:-]{0,254}$/;
const OUTPUT_NAME = /^[A-Za-z][A-Za-z0-9_.:& -]{0,254}$/;

/** The sections in which users name things, and how each is called. */
const NAMED: Readonly<Record<string, RegExp>> = {
  Resources: NAME,
  Parameters: NAME,
  Conditions: NAME,
  Mappings: NAME,
  Rules: NAME,
  Outputs: OUTPUT_NAME,
};

/** What is wrong with outputs of other stacks in places where ROS reads none. Source: as above, and its page about the function. */
function placeOfReadProblems({ element, written }: OtherElement): Problem[] {
  const counts = Object.values(written.Resources ?? {}).map(resource => (resource as { Count?: unknown }).Count);
  const places = { 'a condition': written.Conditions, 'a rule': written.Rules, 'the count of a resource': counts };
  return Object.entries(places)
    .filter(([, said]) => JSON.stringify(said ?? '').includes('"Fn::GetStackOutput"'))
    .map(([place]) => ({
      subject: `what ${element.node.path} reads`,
      got: new Words('an output of another stack'),
      rule: `ROS reads such outputs in the properties of resources and in outputs, not in ${place}`,
      fix: 'Give the value to its stack as a parameter',
    }));
}

/** What is wrong with the names that users give to what they add to a template; the core takes the id of the construct. */
function nameProblems({ element, written }: OtherElement): Problem[] {
  return Object.entries(NAMED).flatMap(([section, pattern]) =>
    Object.keys(written[section] ?? {})
      .filter(name => !pattern.test(name))
      .map(got => ({
        subject: `the id of ${element.node.path}`,
        got,
        rule: `a name in a template is a letter and up to 254 letters, digits, "-", "_", "." and ":"${section === 'Outputs' ? ', spaces and "&"' : ''}`,
        fix: 'Rename the construct',
      })),
  );
}
