import type { Simulator } from 'ros-cdk-simulator';
import type { Cloud } from '../../src/cloud/cloud';
import type { Connection } from '../../src/cloud/connection';
import { CrClient } from '../../src/cloud/cr-client';
import { fixedCredentials } from '../../src/cloud/credentials';
import { IdentityClient } from '../../src/cloud/identity-client';
import { ImageClient } from '../../src/cloud/image-client';
import { ImportClient } from '../../src/cloud/import-client';
import { RegistryClients } from '../../src/cloud/registry-clients';
import { retrying } from '../../src/cloud/retry';
import type { RosClient } from '../../src/cloud/ros-client';
import { SdkRosClient } from '../../src/cloud/sdk-ros-client';
import { SettingsClient } from '../../src/cloud/settings-client';
import type { DeployEvent, StackOutcome } from '../../src/deployment/events';
import { look } from '../../src/commands/looking';
import { deploy } from '../../src/deployment/execute';
import type { DeclaredStack } from '../../src/domain/model';
import { planDeployment } from '../../src/domain/plan';
import type { RegistryState } from '../../src/status/model';
import { withSizes } from '../../src/status/sizes';

/** Tests do not wait. */
export const PACE = 0.002;

/** The services, at the simulator or at something in front of it. */
export function clients(simulator: Simulator, endpoint = simulator.endpoint): Cloud {
  const connection = connectionTo(simulator, endpoint);
  const images = new ImageClient(connection);
  return {
    ros: new SdkRosClient(connection),
    cr: new CrClient(connection),
    // RAM is not simulated.
    roles: undefined as never,
    images,
    watch: new ImageClient({ ...connection, retry: retrying(PACE, undefined, undefined, 2) }),
    registries: new RegistryClients(connection, images, () => undefined),
    settings: new SettingsClient(connection),
    imports: new ImportClient(connection),
    identity: new IdentityClient(connection),
    endpoint,
    simulated: true,
    now: () => simulator.now,
  };
}

export function connectionTo(simulator: Simulator, endpoint = simulator.endpoint): Connection {
  return {
    endpoint,
    protocol: 'HTTP' as const,
    sharedEndpoint: true,
    credential: fixedCredentials(simulator.credentials),
    retry: retrying(PACE),
  };
}

export interface Run {
  readonly outcomes: StackOutcome[];
  readonly events: DeployEvent[];
}

export interface RunOptions {
  readonly ros?: RosClient;
  readonly endpoint?: string;
  readonly concurrency?: number;
  readonly takeOver?: readonly string[];
  /** What happens between the plan and the deployment. */
  readonly meanwhile?: () => unknown;
  readonly stop?: AbortController;
  readonly onEvent?: (event: DeployEvent) => void;
}

/** Plans and deploys as the command does. */
export async function deployTo(
  simulator: Simulator,
  stacks: readonly DeclaredStack[],
  options: RunOptions = {},
): Promise<Run> {
  const both = clients(simulator, options.endpoint);
  const ros = options.ros ?? both.ros;
  const cloud = async () => ({ ...both, ros });
  const { findings } = await look({ stacks, flags: {}, cloud }, options.takeOver);
  const plan = planDeployment(stacks, findings);
  await options.meanwhile?.();
  const events: DeployEvent[] = [];
  const outcomes = await deploy(plan, {
    ros,
    concurrency: options.concurrency ?? 8,
    cr: both.cr,
    stop: (options.stop ?? new AbortController()).signal,
    pace: PACE,
    onEvent: event => {
      events.push(event);
      options.onEvent?.(event);
    },
  });
  return { outcomes, events };
}

/** What status sees of stacks. */
export async function stateOf(
  simulator: Simulator,
  stacks: readonly DeclaredStack[],
  endpoint = simulator.endpoint,
): Promise<RegistryState> {
  const both = clients(simulator, endpoint);
  const { state } = await look({ stacks, flags: {}, cloud: async () => both });
  return withSizes(state, both.cr);
}

/** `name: result`, and why where it did not go well. */
export const results = ({ outcomes }: Run): string[] =>
  outcomes.map(({ stack, result, reason }) => `${stack.name}: ${result}${reason ? ` - ${reason}` : ''}`).sort();
