import { REGION_FACTS } from '../../lib/domain/facts.generated';
import { Template } from '../../lib/stack/template';
import { Simulator, startSimulator } from '../../simulator/src';
import { Account } from './account';
import { Assembly } from './assembly';

/** Deploys a stack; the status, or why it failed. */
export async function deploy(simulator: Simulator, name: string, region: string, template: Template): Promise<string> {
  return (await new Account(simulator).deployStack(name, region, JSON.stringify(template))) ?? 'CREATE_COMPLETE';
}

/** Where a stack goes: as it notes itself, or, for one that the library knows nothing of, by the end of its name. */
export function regionOf(assembly: Assembly, stack: string): string {
  const noted = assembly.metadata(stack) as { region: string } | undefined;
  return noted?.region ?? REGION_FACTS.find(({ id }) => stack.endsWith(`-${id}`))!.id;
}

/** Deploys every stack to its region, in the order of the manifest. */
export async function deployAll(simulator: Simulator, assembly: Assembly): Promise<void> {
  const failure = await new Account(simulator).deploy(assembly, stack => regionOf(assembly, stack));
  expect(failure).toBeUndefined();
}

/** Lends a simulator that is closed afterwards, whatever comes of it. */
export async function withSimulator(use: (simulator: Simulator) => Promise<void>): Promise<void> {
  const simulator = await startSimulator();
  try {
    await use(simulator);
  } finally {
    await simulator.close();
  }
}
