/** Commands that save a plan, and that carry out just what was saved. */
import * as fc from 'fast-check';
import { join } from 'node:path';
import type { App } from './app';
import { type Deploy, NO_CONSENT, consentOf, orphansOf, selectedOf, wantedOf } from './orders';
import { type Model, type Place, silence } from './place';
import { flagsOf, judge, ordinaryDeploy, typed } from './running';
import { type Verdict, missing, verdictOf } from './verdict';
import { type World, stackTitled, titleOf } from './world';

/** What a plan is bound to: everything that the app declares, and what there is of the stacks that it is about. */
function seenBy(order: Deploy, app: App, world: World): string {
  const selected = selectedOf(order, app).map(({ title }) => title);
  const orphans = order.prune ? orphansOf(app, world).map(titleOf) : [];
  const stacks = [...selected, ...orphans].sort().map(title => {
    const { id, status, template } = stackTitled(world, title) ?? {};
    return [title, id, status, template];
  });
  return JSON.stringify([app.name, wantedOf(app), stacks]);
}

export class Saving implements fc.AsyncCommand<Model, Place> {
  constructor(private readonly order: Deploy) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, place: Place): Promise<void> {
    const { order } = this;
    const before = place.look();
    const file = join(place.deployer.directory, 'plan.json');
    const { takeOver, prune } = order;
    const flags = { out: file, prune, takeOver: takeOver.length > 0 ? takeOver : undefined };
    const ended = await place.withTime(() => place.deployer.run('plan', model.app, flags));
    place.story.push(`${this.toString()}  -> exit code ${ended.code}`);
    place.tally.step('plan --out');
    // What nobody can repair does not keep a plan from being saved, though it does not end well.
    const isSaved = ended.text.includes('The plan was saved.');
    model.saved = isSaved ? { file, order, app: model.app, world: before } : model.saved;
    await place.check(model, before, NO_CONSENT);
  }

  toString(): string {
    return `${typed(this.order).replace('deploy', 'plan')} --out plan.json`;
  }
}

export class CarryingOut implements fc.AsyncCommand<Model, Place> {
  constructor(
    private readonly yes: boolean,
    private readonly allow: boolean,
  ) {}

  check({ saved }: Model): boolean {
    return saved !== undefined;
  }

  async run(model: Model, place: Place): Promise<void> {
    const before = place.look();
    const { file, app: seenApp, world, order: planned } = model.saved!;
    const order = { ...planned, yes: this.yes, allow: this.allow };
    const isTrue = seenBy(order, seenApp, world) === seenBy(order, model.app, before);
    const verdict = this.verdict(isTrue ? verdictOf(order, model.app, before, model.down) : 'refused', model);
    const flags = { ...flagsOf(order, model, before), takeOver: undefined, prune: undefined, only: undefined };
    const ended = await place.withTime(() => place.deployer.run('deploy', model.app, flags, { file }));
    place.story.push(`${this.toString()}  -> exit code ${ended.code}`);
    place.tally.step('deploy of a plan');
    place.tally.count('deploy of a plan', verdict, ended.code);
    place.heal(model);
    const good = ended.code === 0 ? missing(order, model.app, place.look(), model.down) : [];
    const consent = verdict === 'refused' ? NO_CONSENT : consentOf(order, model.app, before);
    await place.check(model, before, consent, [...silence(ended), ...judge(ended, verdict), ...good]);
  }

  toString(): string {
    return `${typed({ ...ordinaryDeploy, yes: this.yes, allow: this.allow })} plan.json`;
  }

  private verdict(verdict: Verdict, { isArmed }: Model): Verdict {
    return verdict === 'done' && isArmed ? 'open' : verdict;
  }
}

export const saving = fc
  .record({ prune: fc.boolean(), takeOver: fc.constant([]) })
  .map(given => new Saving({ ...ordinaryDeploy, ...given }));
export const carryingOut = fc
  .tuple(fc.nat({ max: 8 }), fc.nat({ max: 2 }))
  .map(([n, m]) => new CarryingOut(n > 0, m === 0));
