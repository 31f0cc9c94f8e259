import { MAX_RESOURCES, partition } from '../domain/partition';

/** Which resources of a stack stay together when it is split, and into which part each group goes. */
export class StackGroups {
  private readonly groups = new Map<string, string>();
  private parts = new Map<string, number>();

  /** The groups that fit into no part, with their sizes. */
  public tooLarge: [string, number][] = [];

  /** Keeps a resource with the others of its group; what belongs to no group stays in the first part. */
  public assign(logicalId: string, group: string): void {
    this.groups.set(logicalId, group);
  }

  /** The part of a resource, from 1; undefined for what belongs to no group. */
  public partOf(logicalId: string): number | undefined {
    const group = this.groups.get(logicalId);
    return group === undefined ? undefined : this.parts.get(group);
  }

  /** The numbers of all parts, the first part included. */
  public numbers(): number[] {
    return [...new Set([1, ...this.parts.values()])].sort((a, b) => a - b);
  }

  /** Decides the parts once, when everything has been declared. */
  public decide(resources: readonly string[]): void {
    const sizes = new Map<string, number>();
    for (const group of resources.map(id => this.groups.get(id)).filter(group => group !== undefined)) {
      sizes.set(group, (sizes.get(group) ?? 0) + 1);
    }
    const ungrouped = resources.filter(id => !this.groups.has(id)).length;
    const total = resources.length;
    // A later part repeats the guards and adds one that waits for the instance.
    const capacity = total <= MAX_RESOURCES ? MAX_RESOURCES : MAX_RESOURCES - ungrouped - 1;
    const alone: [string, number][] = capacity < 1 ? [['what belongs to no namespace', ungrouped]] : [];
    this.tooLarge = [...alone, ...[...sizes].filter(([, size]) => size > Math.max(capacity, 1)).sort()];
    this.parts = this.tooLarge.length === 0 ? partition(sizes, capacity) : new Map();
  }
}
