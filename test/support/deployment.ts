import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client';
import { RuntimeOptions } from '@alicloud/tea-util';
import { REGION_FACTS } from '../../lib/domain/facts.generated';
import { Template } from '../../lib/stack/template';
import { Simulator, startSimulator } from '../../simulator/src';
import { Assembly } from './assembly';

type Answer = Record<string, never>;

/** Calls ROS as its official client does. */
async function ros(
  simulator: Simulator,
  action: string,
  query: Record<string, string>,
  body?: Record<string, string>,
): Promise<Answer> {
  const Client = (OpenApi as unknown as { default?: typeof OpenApi }).default ?? OpenApi;
  const client = new Client(new Config({ ...simulator.credentials, endpoint: simulator.endpoint, protocol: 'HTTP' }));
  const params = new Params({
    ...{ action, version: '2019-09-10', protocol: 'HTTP', pathname: '/', method: 'POST' },
    ...{ authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json' },
  });
  const answer = await client.callApi(params, new OpenApiRequest({ query, body }), new RuntimeOptions({}));
  return (answer as { body: Answer }).body;
}

/** Deploys a stack and waits for it; the status, or why it failed. */
export async function deploy(simulator: Simulator, name: string, region: string, template: Template): Promise<string> {
  const { StackId } = await ros(
    simulator,
    'CreateStack',
    { StackName: name, RegionId: region },
    { TemplateBody: JSON.stringify(template) },
  );
  for (;;) {
    const { Status, StatusReason } = await ros(simulator, 'GetStack', { StackId, RegionId: region });
    if (!String(Status).endsWith('_IN_PROGRESS')) {
      return Status === 'CREATE_COMPLETE'
        ? Status
        : `${Status}: ${StatusReason} ${await reasons(simulator, StackId, region)}`;
    }
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

/** Why resources of a stack failed. */
async function reasons(simulator: Simulator, StackId: string, RegionId: string): Promise<string> {
  const { Events } = await ros(simulator, 'ListStackEvents', { StackId, RegionId, PageSize: '50' });
  return (Events as { Status: string; StatusReason: string }[])
    .filter(({ Status }) => Status === 'CREATE_FAILED')
    .map(({ StatusReason }) => StatusReason)
    .join(' ');
}

/** Where a stack goes: as it notes itself, or, for one that the library knows nothing of, by the end of its name. */
export function regionOf(assembly: Assembly, stack: string): string {
  const noted = assembly.metadata(stack) as { region: string } | undefined;
  return noted?.region ?? REGION_FACTS.find(({ id }) => stack.endsWith(`-${id}`))!.id;
}

/** Deploys every stack to its region, in the order of the manifest. */
export async function deployAll(simulator: Simulator, assembly: Assembly): Promise<void> {
  for (const stack of assembly.stacks()) {
    const status = await deploy(simulator, stack, regionOf(assembly, stack), assembly.template(stack));
    expect([stack, status]).toEqual([stack, 'CREATE_COMPLETE']);
  }
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
