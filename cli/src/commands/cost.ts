import { Command } from 'commander';
import { concernsIdentity } from '../cloud/cloud-error';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack } from '../domain/model';
import { type StackCost, costData, costText } from '../report/cost-report';
import { type Flags, withCloudOptions } from '../session/flags';
import type { Session } from '../session/session';
import { EXIT, runs, tellResult } from './run';

async function cost(session: Session): Promise<number> {
  const { ros } = await session.cloud();
  const read = async (stack: DeclaredStack): Promise<StackCost> => {
    const exists = (await ros.findStack(stack.region, stack.name)) !== undefined;
    try {
      return { stack, exists, estimates: await ros.estimate(stack.region, stack.templateBody, stack.parameters) };
    } catch (error) {
      if (concernsIdentity(error)) {
        throw error;
      }
      return { stack, exists, estimates: [], error: (error as Error).message };
    }
  };
  const costs = await sideBySide(session.stacks, read);
  tellResult(session, costText(costs, session.output.colours), costData(costs));
  return costs.some(({ error }) => error !== undefined) ? EXIT.failed : EXIT.ok;
}

export function costCommand(): Command {
  return withCloudOptions(new Command('cost'))
    .description('estimate what the app costs a month, stack by stack')
    .addHelpText('after', HELP)
    .action(runs<Flags>(cost));
}

const HELP = `
The figures are those of ROS (GetTemplateEstimateCost); nothing is bought.
Exit code: 0, or 1 where a stack could not be priced.

Examples:
  $ global-registry cost
  $ global-registry cost --json | jq .monthly`;
