import { TemplateResource } from '../../lib/stack/template';
import { Assembly } from './assembly';
import { schema } from './schema';

const ACL = 'ALIYUN::CR::InstanceEndpointAclPolicy';
const HOLDS_IMAGES = ['ALIYUN::CR::Instance', 'ALIYUN::CR::Namespace', 'ALIYUN::CR::Repository'];

/** One thing that ROS does to the service. */
interface Step {
  readonly action: 'create' | 'delete' | 'update';
  readonly stack: string;
  readonly id: string;
  readonly resource: TemplateResource;
}

/** What exists after a series of deployments: as little of ROS and Container Registry as the promises are about. */
export class Service {
  private deployed = new Map<string, Record<string, TemplateResource>>();
  private readonly entries = new Map<string, Set<string>>();
  private readonly everOpened = new Set<string>();

  /** The changed properties that ROS could change only by a replacement. */
  readonly replacements: string[] = [];

  /** What held images and was deleted. */
  readonly lost: string[] = [];

  /**
   * Deploys an assembly, creations first or deletions first, and lets somebody look after every single step.
   *
   * Stacks that left the app are deleted, for that is what their owner does next.
   */
  deploy(assembly: Assembly, order: 'create-first' | 'delete-first', look: () => void): void {
    const next = new Map(assembly.stacks().map(stack => [stack, assembly.template(stack).Resources]));
    const steps = [...new Set([...this.deployed.keys(), ...next.keys()])].flatMap(stack =>
      this.steps(stack, next.get(stack) ?? {}),
    );
    const first = order === 'create-first' ? 'create' : 'delete';
    const sorted = [...steps.filter(step => step.action === first), ...steps.filter(step => step.action !== first)];
    for (const step of sorted) {
      this.apply(step);
      look();
    }
    this.deployed = next;
  }

  /** The entries of each registry stack whose instance has Internet access. */
  reachable(): Map<string, string[]> {
    return new Map([...this.everOpened].map(stack => [stack, [...this.entries.get(stack)!].sort()]));
  }

  private steps(stack: string, next: Record<string, TemplateResource>): Step[] {
    const now = this.deployed.get(stack) ?? {};
    const added = inOrder(next).filter(id => !(id in now));
    const gone = inOrder(now)
      .reverse()
      .filter(id => !(id in next));
    const same = Object.keys(next).filter(id => id in now);
    same.forEach(id => this.replacements.push(...notUpdatable(`${stack}.${id}`, now[id], next[id])));
    return [
      ...added.map((id): Step => ({ action: 'create', stack, id, resource: next[id] })),
      ...same.map((id): Step => ({ action: 'update', stack, id, resource: next[id] })),
      ...gone.map((id): Step => ({ action: 'delete', stack, id, resource: now[id] })),
    ];
  }

  private apply({ action, stack, id, resource }: Step): void {
    const { Entry } = resource.Properties as { Entry: string };
    const list = this.entries.get(stack) ?? new Set<string>();
    this.entries.set(stack, list);
    if (action === 'create' && resource.Type === ACL) {
      list.add(Entry);
      this.everOpened.add(stack);
    }
    if (action === 'delete' && resource.DeletionPolicy !== 'Retain') {
      if (resource.Type === ACL) {
        list.delete(Entry);
      }
      this.lost.push(...(HOLDS_IMAGES.includes(resource.Type) ? [`${stack}.${id}`] : []));
    }
  }
}

/** Resources in an order in which each comes after those it depends on. */
function inOrder(resources: Record<string, TemplateResource>): string[] {
  const done = new Set<string>();
  const visit = (id: string): void => {
    (resources[id].DependsOn ?? []).forEach(visit);
    done.add(id);
  };
  Object.keys(resources).forEach(visit);
  return [...done];
}

function notUpdatable(path: string, before: TemplateResource, after: TemplateResource): string[] {
  const [was, is] = [before.Properties, after.Properties] as Record<string, unknown>[];
  const properties = schema.get(after.Type)!.properties!;
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return [
    ...(before.Type === after.Type ? [] : [`${path}: ${before.Type} -> ${after.Type}`]),
    ...names
      .filter(name => JSON.stringify(was[name]) !== JSON.stringify(is[name]) && properties[name].updatable !== true)
      .map(name => `${path}.${name}`),
  ];
}
