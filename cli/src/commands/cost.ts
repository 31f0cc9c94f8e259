import { Command } from 'commander';
import { concernsIdentity } from '../cloud/cloud-error';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { asDeclared, knownParameters } from '../domain/orphans';
import type { DeclaredStack } from '../domain/model';
import { selectionOf } from '../domain/selection';
import { type StackCost, costData, costText } from '../report/cost-report';
import { type SelectionFlags, withCloudOptions, withOnly } from '../session/flags';
import type { SessionWith } from '../session/session';
import { leftoversOf } from './planning';
import { EXIT, runs, tellResult } from './run';

async function cost(session: SessionWith<SelectionFlags>): Promise<number> {
  const { ros } = await session.cloud();
  const { selected } = selectionOf(session.stacks, session.flags.only ?? []);
  const costs = await sideBySide(selected, async stack =>
    estimate(stack, (await ros.findStack(stack.region, stack.name)) !== undefined, ros),
  );
  const leftovers = await leftoversOf(session);
  const { orphans } = leftovers;
  const left = await sideBySide(orphans, orphan =>
    estimate({ ...asDeclared(orphan, orphans), parameters: knownParameters(orphan) }, true, ros),
  );
  const orphaned = { leftovers, costs: left };
  tellResult(session, costText(costs, orphaned, session.output.colours), costData(costs, orphaned));
  return costs.some(({ error }) => error !== undefined) ? EXIT.failed : EXIT.ok;
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
