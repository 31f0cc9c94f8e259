import * as ros from '@alicloud/ros-cdk-core';

/** Everything of one kind that an app declares, whoever declared it, so that rules can look at the whole app. */
export class Declarations<T> {
  private readonly byApp = new WeakMap<ros.IConstruct, T[]>();

  /** Adds what a construct declares to its app. */
  public add(declaredBy: ros.IConstruct, item: T): void {
    this.of(declaredBy).push(item);
  }

  /** What the app of a construct has declared so far. */
  public of(construct: ros.IConstruct): T[] {
    const app = construct.node.root;
    const items = this.byApp.get(app) ?? [];
    this.byApp.set(app, items);
    return items;
  }
}
