import { Command } from 'commander';
import { concernsIdentity } from '../cloud/cloud-error';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { type Survey, surveyRegions } from '../cloud/survey';
import { asDeclared, knownParameters } from '../domain/orphans';
import type { DeclaredStack } from '../domain/model';
import { selectionOf } from '../domain/selection';
import { type StackCost, costData, costText } from '../report/cost-report';
import { type SelectionFlags, withCloudOptions, withOnly } from '../session/flags';
import type { SessionWith } from '../session/session';
import { againIn } from './command-line';
import { leftoversOf } from './planning';
import { EXIT, runs, tellResult } from './run';

async function cost(session: SessionWith<SelectionFlags>): Promise<number> {
  const { ros } = await session.cloud();
  const { selected } = selectionOf(session.stacks, session.flags.only ?? []);
  const survey = await surveyRegions(
    selected.map(({ region }) => region),
    ros,
  );
  const costs = await sideBySide(selected, stack => costOf(stack, survey, ros));
  const leftovers = await leftoversOf(session, survey);
  const { orphans } = leftovers;
  const left = await sideBySide(orphans, orphan =>
    estimate({ ...asDeclared(orphan, orphans), parameters: knownParameters(orphan) }, true, ros),
  );
  const orphaned = { leftovers, costs: left };
  tellResult(session, costText(costs, orphaned, againIn(session), session.output.colours), costData(costs, orphaned));
  return costs.some(({ error }) => error !== undefined) ? EXIT.failed : EXIT.ok;
}

/** A region that was not listed fails its stacks, as it would by any call. */
async function costOf(stack: DeclaredStack, { stacks, unlisted }: Survey, ros: RosClient): Promise<StackCost> {
  const error = unlisted.get(stack.region);
  const exists = stacks.get(stack.region)?.some(({ name }) => name === stack.name) ?? false;
  return error === undefined ? estimate(stack, exists, ros) : { stack, exists, estimates: [], error };
}

async function estimate(stack: DeclaredStack, exists: boolean, ros: RosClient): Promise<StackCost> {
  try {
    return { stack, exists, estimates: await ros.estimate(stack.region, stack.templateBody, stack.parameters) };
  } catch (error) {
    if (concernsIdentity(error)) {
      throw error;
    }
    return { stack, exists, estimates: [], error: (error as Error).message };
  }
}

export function costCommand(): Command {
  return withOnly(withCloudOptions(new Command('cost')))
    .description('estimate what the app costs a month, stack by stack')
    .addHelpText('after', HELP)
    .action(runs<SelectionFlags>(cost));
}

const HELP = `
The figures are those of ROS (GetTemplateEstimateCost); nothing is bought.
Exit code: 0, or 1 where a stack could not be priced.

Examples:
  $ global-registry cost
  $ global-registry cost --json | jq .monthly`;
