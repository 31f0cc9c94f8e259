import { readStack } from '../cloud/live-stack';
import { sideBySide } from '../cloud/side-by-side';
import { type DeclaredStack, title } from '../domain/model';
import { type PullRegion, type PullRegistry, regionsOf } from '../pulling/registry.generated';
import type { Session } from '../session/session';

/** The output of a registry stack that holds the id of the instance. */
const OUTPUT = 'InstanceId';

/** The registry with the ids that a deployment gave to its instances, as far as some are wanted. */
export async function withInstanceIds(
  session: Session,
  registry: PullRegistry,
  wanted: readonly PullRegion[],
): Promise<PullRegistry> {
  const regions = await sideBySide(regionsOf(registry), async here =>
    wanted.includes(here) && here.instanceId === undefined ? { ...here, instanceId: await idOf(session, here) } : here,
  );
  const missing = regions.filter((here, i) => wanted.includes(regionsOf(registry)[i]) && !here.instanceId);
  if (missing.length > 0) {
    const stacks = missing.map(here => title(stackOf(session, here))).join(', ');
    throw new Error(`No instance has an id yet in ${stacks}. Deploy the app first.`);
  }
  const [primary, ...replicas] = regions;
  return { ...registry, primary, replicas };
}

async function idOf(session: Session, here: PullRegion): Promise<string | undefined> {
  const { ros } = await session.cloud();
  return (await readStack(stackOf(session, here), ros))?.outputs[OUTPUT];
}

const stackOf = ({ stacks }: Session, here: PullRegion): DeclaredStack => stacks.find(stack => makes(stack, here))!;

function makes({ role, region, instanceName, template }: DeclaredStack, here: PullRegion): boolean {
  const outputs = (template.Outputs ?? {}) as Record<string, unknown>;
  return role === 'registry' && region === here.region && instanceName === here.instanceName && OUTPUT in outputs;
}
