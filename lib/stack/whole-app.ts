import * as ros from '@alicloud/ros-cdk-core';
import { inApp } from '../core/app-model';
import { OtherElement, othersIn, watchOthers } from '../core/others';
import { readsInApp } from '../core/output-reads';
import { isRemoved } from '../core/removed';
import { stackOf, topLevel } from '../core/tokens';
import { whenPrepared, wholeOf } from '../core/whole';
import { chainProblems } from '../domain/output-chains';
import { Problem, sentence, Words } from '../domain/problem';
import { noteForeignRegions } from './foreign-regions';
import { importProblems, warnOfImports } from './imports';
import { namedElsewhereProblems, orderByNames } from './name-order';
import { orderByOutputs, outputReadProblems } from './output-order';
import { otherNamingProblems, warnOfConditions } from './other-templates';
import { rivalThingProblems } from './rival-things';
import { stackRegionsProblems, tellOfAccounts } from './stack-env';
import { repeatedStackProblems } from './stack-names';

/** Something that looks at the whole app when it is synthesised: given the elements of users. */
export type WholeAppCheck = (whole: ros.IConstruct, others: readonly OtherElement[]) => Problem[];

/**
 * Lets the stack in which something of ours is made, or what is made outside of every stack, tell what is wrong in the whole app or
 * stage; the first that is still there does, once. What users write themselves belongs to that too: it is deployed with the rest, and fails when the rest is
 * bought.
 */
export function lookAtWholeApp(construct: ros.Construct): void {
  const around = stackOf(construct);
  const teller: Teller = around === undefined ? construct : topLevel(around);
  if (teller[SEEN]) {
    return;
  }
  Object.defineProperty(teller, SEEN, { value: true });
  watchOthers(teller);
  const tellers = inApp<Teller[]>(teller, `tellers of ${wholeOf(teller).node.path}`, () => []);
  tellers.push(teller);
  const { validate } = teller as unknown as { validate: () => string[] };
  const tells = () => (tellers.find(other => !isRemoved(other)) === teller ? wholeAppProblems(teller) : []);
  Object.assign(teller, { validate: () => [...validate.call(teller), ...tells().map(sentence)] });
  inApp(teller, `looks at ${wholeOf(teller).node.path}`, () => {
    noteForeignRegions(teller);
    whenPrepared(teller, 'by outputs', () => {
      orderByOutputs(wholeOf(teller));
      orderByNames(wholeOf(teller));
      warnOfImports(wholeOf(teller));
      warnOfConditions(wholeOf(teller));
      tellOfAccounts(wholeOf(teller));
    });
    return teller;
  });
}

/** Who may tell, and whether it was asked. */
interface Teller extends ros.Construct {
  readonly [SEEN]?: true;
}

const SEEN = Symbol.for('ros-cdk-global-registry.looks');

/** Adds a check of a room that this one does not know. */
export function addWholeAppCheck(construct: ros.IConstruct, check: WholeAppCheck): void {
  checksIn(construct).add(check);
}

function wholeAppProblems(stack: ros.IConstruct): Problem[] {
  const others = othersIn(stack);
  const more = [...checksIn(stack)].flatMap(check => check(wholeOf(stack), others));
  return [
    ...repeatedStackProblems(wholeOf(stack)),
    ...chainProblems(readsInApp(stack)),
    ...outputReadProblems(wholeOf(stack)),
    ...importProblems(wholeOf(stack)),
    ...namedElsewhereProblems(wholeOf(stack)),
    ...others.flatMap(nameProblems),
    ...otherNamingProblems(wholeOf(stack)),
    ...others.flatMap(placeOfReadProblems),
    ...rivalThingProblems(stack, others),
    ...stackRegionsProblems(wholeOf(stack)),
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
