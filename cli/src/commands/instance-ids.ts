import { readStack } from '../cloud/live-stack';
import { sideBySide } from '../cloud/side-by-side';
import type { DeclaredStack } from '../domain/model';
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
  const [primary, ...replicas] = await sideBySide(regionsOf(registry), async here =>
    wanted.includes(here) ? withId(session, here) : here,
  );
  return { ...registry, primary, replicas };
}

async function withId(session: Session, here: PullRegion): Promise<PullRegion> {
  if (here.instanceId !== undefined) {
    return here;
  }
  const stack = session.stacks.find(other => makes(other, here))!;
  const { ros } = await session.cloud();
  const instanceId = (await readStack(stack, ros))?.outputs[OUTPUT];
  if (!instanceId) {
    throw new Error(`${stack.name} in ${stack.region} gives no id of an instance yet. Deploy it first.`);
  }
  return { ...here, instanceId };
}

function makes({ role, region, instanceName, template }: DeclaredStack, here: PullRegion): boolean {
  const outputs = (template.Outputs ?? {}) as Record<string, unknown>;
  return role === 'registry' && region === here.region && instanceName === here.instanceName && OUTPUT in outputs;
}
