/** Commands in which the deployer does nothing: the app is edited, the account is changed by others, regions go down. */
import * as fc from 'fast-check';
import { REGIONS } from './app';
import { type Act, act, perform, push } from './console';
import { type Edit, edit, taking } from './edits';
import { NO_CONSENT } from './orders';
import type { Model, Place } from './place';

type Command = fc.AsyncCommand<Model, Place>;

/** Something that happens, after which `status` still has to tell the truth. */
class Happening implements Command {
  constructor(
    private readonly kind: string,
    private readonly said: string,
    private readonly happens: (model: Model, place: Place) => Promise<string | undefined> | string | undefined,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, place: Place): Promise<void> {
    const said = await place.withTime(async () => this.happens(model, place));
    place.story.push(said ?? `${this.said || this.kind} (to nothing)`);
    place.tally.step(said === undefined ? `${this.kind}, of nothing` : this.kind);
    await place.check(model, place.look(), NO_CONSENT);
  }

  toString(): string {
    return this.said;
  }
}

export const editing = edit.map(
  ({ said, change }: Edit): Command =>
    new Happening('edit', `edit: ${said}`, model => {
      model.app = change(model.app);
      return `edit: ${said}`;
    }),
);

export const acting = act.map(
  (one: Act): Command =>
    new Happening('console', `console: ${one.name}`, (_, { engine }) => {
      const said = perform(one, engine);
      return said && `console: ${said}`;
    }),
);

export const pushing = fc
  .nat({ max: 20 })
  .map((n): Command => new Happening('push', 'push an image', (_, { engine }) => push(engine, n)));

/** What the deployer advises where a registry is there already. */
export const retaking = fc.constantFrom(...REGIONS).map(
  (region): Command =>
    new Happening('edit: take as it is', `edit: take the registry in ${region} as it is`, (model, place) => {
      const registry = place.look().registries.find(one => one.region === region);
      if (registry === undefined) {
        return undefined;
      }
      model.app = taking(model.app, region, registry.id, Object.keys(registry.namespaces));
      return `edit: ${model.app.taken[region] ? 'take' : 'no longer take'} the registry in ${region} as it is`;
    }),
);

export const failing = fc
  .constantFrom('Namespace', 'RepoSyncRule', 'Instance', 'InstanceEndpointAclPolicy')
  .chain(type =>
    fc.constantFrom('CREATE' as const, 'UPDATE' as const, 'DELETE' as const).map(
      (operation): Command =>
        new Happening('ROS fails', '', (model, { engine }) => {
          engine.faults.add({ kind: 'fail-resource', resourceType: `ALIYUN::CR::${type}`, operation, times: 1 });
          model.isArmed = true;
          return `ROS fails the next time at ${operation} of a ${type}`;
        }),
    ),
  );

export const downing = fc.constantFrom(...REGIONS).map(
  (region): Command =>
    new Happening('region down, or back', '', (model, place) => {
      const isDown = model.down.has(region);
      if (isDown) {
        model.down.delete(region);
      } else {
        model.down.add(region);
      }
      place.heal(model);
      return `${region} is ${isDown ? 'back' : 'down'}`;
    }),
);
