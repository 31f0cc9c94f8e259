import * as ros from '@alicloud/ros-cdk-core';
import { RESOURCE_KEYS } from '../domain/facts.generated';
import { warn } from './notes';

/** What the core keeps to itself and its classes, but lets everybody change. */
interface Inside {
  readonly rawOverrides: object;
  readonly _rosProperties: Bag;
  readonly rosProperties: Bag;
  renderProperties(properties: Bag): Bag;
  [POLICY]?: ros.RosDeletionPolicy;
}

type Bag = Readonly<Record<string, unknown>>;

/** What we decided becomes of a resource that leaves the template. */
const POLICY = Symbol('deletion policy');

/** Decides what becomes of a resource of ours that leaves the template. */
export function decideRemoval(resource: ros.RosResource, policy: ros.RemovalPolicy): void {
  resource.applyRemovalPolicy(policy);
  insideOf(resource)[POLICY] = resource.rosOptions.deletionPolicy;
}

/**
 * Warns of what somebody has said on a resource of ours, past the props of the construct that made it: by an override, by another
 * deletion policy, by setting a field. It comes into the template, but nothing that was decided from the props knows of it.
 *
 * @param render how the core renders the resource
 */
export function warnOfChanges(resource: ros.RosResource, render: () => object): void {
  if (!isAsMade(resource)) {
    changesOf(resource, render).forEach(change => warn(resource, change));
  }
}

function isAsMade(resource: ros.RosResource): boolean {
  const { rawOverrides, [POLICY]: policy, _rosProperties: given, rosProperties: now } = insideOf(resource);
  const { condition, count, deletionPolicy } = resource.rosOptions;
  const names = given === now ? [] : [...Object.keys(given), ...Object.keys(now)];
  return (
    Object.keys(rawOverrides).length === 0 &&
    (condition ?? count) === undefined &&
    deletionPolicy === policy &&
    names.every(name => (given[name] ?? undefined) === (now[name] ?? undefined))
  );
}

function changesOf(resource: ros.RosResource, render: () => object): string[] {
  const { path } = resource.node;
  const { _rosProperties, [POLICY]: policy } = insideOf(resource);
  const before = insideOf(resource).renderProperties(resource.stack.resolve(_rosProperties) as Bag);
  const { Resources } = resource.stack.resolve(render()) as { Resources: Record<string, Record<string, unknown>> };
  const [entry] = Object.values(Resources);
  const { Type, Properties = {}, DependsOn = [], DeletionPolicy, Condition, Count } = entry;
  const properties = { ...before, ...(Properties as Bag) };
  const missing = resource.fetchRosDependency().filter(id => !(DependsOn as string[]).includes(id));
  return [
    ...Object.keys(entry)
      .filter(key => !KEYS.includes(key))
      .map(
        key =>
          `${key} of ${path} was set, but a resource in a template has no such key, and ROS refuses what it does not know. ` +
          `It has ${KEYS.join(', ')}. Properties are set with addPropertyOverride.`,
      ),
    ...(Type === resource.rosResourceType
      ? []
      : [
          `Type of ${path} was set to ${shown(Type)} past the props. From these ${shown(resource.rosResourceType)} follows, ${ELSE}`,
        ]),
    ...Object.keys(properties).flatMap(name => propertyChange(resource, name, before[name], (Properties as Bag)[name])),
    ...(missing.length === 0
      ? []
      : [
          `DependsOn of ${path} leaves out ${missing.join(', ')}, so that it may be made too early, or in a wrong region. ${LEAVE}`,
        ]),
    ...(DeletionPolicy === policy || policy !== ros.RosDeletionPolicy.RETAIN
      ? []
      : [
          `DeletionPolicy of ${path} is ${shown(DeletionPolicy)} instead of "Retain": ROS deletes it, and what is in it, when it leaves the app. Say removalPolicy in the props, or leave it.`,
        ]),
    ...(Condition === undefined
      ? []
      : [`${path} is made only under the condition ${String(Condition)}, but other resources need it. ${LEAVE}`]),
    ...(Count === undefined ? [] : [`${path} is made a number of times, but other resources need it once. ${LEAVE}`]),
  ];
}

/** What a resource in a template has, whoever asks. */
const KEYS: readonly string[] = RESOURCE_KEYS;

const LEAVE = 'Leave it as it is made.';
const ELSE = 'and everything else is made for that. Change the props instead, or make sure that it works.';

function propertyChange(resource: ros.RosResource, name: string, before: unknown, after: unknown): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  const subject = `Properties.${name} of ${resource.node.path}`;
  if (before === undefined && !knows(resource, name)) {
    return [
      `${subject} was set, but as far as this library knows ${resource.rosResourceType} has no such property, and ROS refuses what it does not know. Remove it, unless it is newer.`,
    ];
  }
  const change = after === undefined ? 'was removed' : isShown(after) ? `was set to ${shown(after)}` : 'was changed';
  const follows =
    before === undefined
      ? 'They leave it out'
      : isShown(before)
        ? `From these ${shown(before)} follows`
        : 'They say something else';
  return [`${subject} ${change} past the props. ${follows}, ${ELSE}`];
}

/** Whether a resource has a field for a property; those that are written by hand have none. */
function knows(resource: ros.RosResource, name: string): boolean {
  const fields = Object.keys(resource).map(field => field.toLowerCase());
  return insideOf(resource)._rosProperties === insideOf(resource).rosProperties || fields.includes(name.toLowerCase());
}

/** What is no plain value may hold a secret. */
function isShown(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function shown(value: unknown): string {
  return isShown(value) ? JSON.stringify(value) : 'nothing';
}

function insideOf(resource: ros.RosResource): Inside {
  return resource as unknown as Inside;
}
