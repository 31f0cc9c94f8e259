/** What there is in the account, as plain data. Pure. */
import { MARK_TAGS } from '../../src/domain/facts.generated';
import { MARK_METADATA } from '../../src/domain/mark';
import type { Template } from '../../src/domain/model';

export interface Made {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface WorldStack {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly status: string;
  readonly template: Template;
  readonly tags: Readonly<Record<string, string>>;
  readonly made: readonly Made[];
}

export interface WorldRule {
  readonly id: string;
  readonly name: string;
  /** The registry where it ends, and its region. */
  readonly target: string;
  readonly to: string;
  readonly text: string;
}

export interface WorldRegistry {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly namespaces: Readonly<Record<string, string>>;
  readonly images: readonly string[];
  readonly rules: readonly WorldRule[];
  /** Whether its Internet endpoint is on, and who is let in there. */
  readonly isOnline: boolean;
  readonly entries: readonly string[];
  /** Copies from it that failed. */
  readonly failures: number;
}

export interface World {
  readonly stacks: readonly WorldStack[];
  readonly registries: readonly WorldRegistry[];
}

export const titleOf = ({ region, name }: { readonly region: string; readonly name: string }): string =>
  `${region}/${name}`;

export const stackTitled = (world: World, title: string): WorldStack | undefined =>
  world.stacks.find(stack => titleOf(stack) === title);

/** The app whose mark a stack carries. */
export const appOf = ({ tags }: WorldStack): string | undefined => tags[MARK_TAGS.app];

/** The apps that its tags and its template name: ROS takes an update back with its template, and leaves the tags as that update set them. */
export const marksOf = (stack: WorldStack): string[] => {
  const metadata = stack.template.Metadata as Record<string, { readonly App?: string }> | undefined;
  return [appOf(stack), metadata?.[MARK_METADATA]?.App].filter(mark => mark !== undefined);
};

/** Whether ROS has done with it, and well. */
export const isGood = ({ status }: WorldStack): boolean => /^(CREATE|UPDATE|ROLLBACK)_COMPLETE$/.test(status);

/** What is left of a stack, which can only be deleted. */
export const isRemains = ({ status }: WorldStack): boolean =>
  ['CREATE_ROLLBACK_COMPLETE', 'CREATE_ROLLBACK_FAILED', 'DELETE_FAILED'].includes(status);

export type Kind = 'stack' | 'registry' | 'namespace' | 'image' | 'rule' | 'entry';

/** One thing that somebody would miss, or pay for. */
export interface Thing {
  readonly kind: Kind;
  readonly name: string;
  /** All that is set of it. */
  readonly text: string;
  /** The stack that it belongs to, if any. */
  readonly stack?: WorldStack;
  /** The registry that it is in, if any. */
  readonly registry?: string;
  /** What it is in that stack. */
  readonly logicalId?: string;
}

/** What the service puts on a list by itself, so that it is not empty and lets nobody in. */
export const NOBODY = '127.0.0.1/32';

/** Everything there is, by what tells it from everything else. */
export function thingsOf(world: World): Map<string, Thing> {
  const found = new Map<string, Thing>();
  const owners = new Map(
    world.stacks.flatMap(stack =>
      stack.made.map(made => [ownedBy(made), { stack, logicalId: made.logicalId }] as const),
    ),
  );
  const add = (kind: Kind, id: string, name: string, text: string, registry: string) =>
    found.set(`${kind} ${id}`, { kind, name, text, registry, ...owners.get(id) });
  for (const stack of world.stacks) {
    const text = JSON.stringify([stack.status, stack.template, stack.tags, stack.made.map(ownedBy)]);
    found.set(`stack ${stack.id}`, { kind: 'stack', name: titleOf(stack), text, stack });
  }
  for (const { id, name, region, namespaces, images, rules, entries } of world.registries) {
    const title = `${region}/${name} (${id})`;
    add('registry', id, title, name, id);
    Object.entries(namespaces).forEach(([namespace, text]) =>
      add('namespace', `${id}/${namespace}`, `${title}/${namespace}`, text, id),
    );
    images.forEach(image => add('image', `${id}/${image}`, `${title}/${image}`, '', id));
    rules.forEach(rule => add('rule', rule.id, `${title} rule ${rule.name}`, rule.text, id));
    entries
      .filter(entry => entry !== NOBODY)
      .forEach(entry => add('entry', `${id}:${entry}`, `${title} entry ${entry}`, '', id));
  }
  return found;
}

/** What a resource of a stack stands for: by its name where the service knows it by its name. */
function ownedBy({ type, physicalId, properties }: Made): string {
  switch (type) {
    case 'ALIYUN::CR::Namespace':
      return `${String(properties.InstanceId)}/${String(properties.Namespace)}`;
    case 'ALIYUN::CR::InstanceEndpointAclPolicy':
      return `${String(properties.InstanceId)}:${String(properties.Entry)}`;
    default:
      return physicalId;
  }
}
