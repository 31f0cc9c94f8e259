import { type Simulator, startSimulator } from '../src';
import { Parameters } from '../src/api/parameters';
import { SERVICES } from '../src/api/services';
import { callCr, callRos, refusal } from './support/clients';
import { type Answered, HOME, callEverything } from './support/every-action';
import { differences, modelOf, pathsOf } from './support/models';

/** What the models of the SDKs have and the simulator does not say, with the reason. */
const NOT_TOLD: readonly { readonly fields: RegExp; readonly because: string }[] = [
  { fields: /^ros GetFeatureDetails (?!RequestId|ResourceImport|DriftDetection)/, because: 'there is none of these' },
  {
    fields: /^ros GenerateTemplatePolicy (?!RequestId|Policy\b)/,
    because: 'functions and rules of policies are not known',
  },
  { fields: /^ros GenerateTemplatePolicy Policy.Statement.Condition/, because: 'no condition is known' },
  { fields: /^ros .*\bLog\b/, because: 'nothing is logged for a caller' },
  { fields: /ModuleInfo|Interface|TerraformLogs/, because: 'modules and Terraform are not simulated' },
  { fields: /Template(Id|Version|URL|ScratchId|ARN|Name)$/, because: 'templates are not kept by themselves' },
  {
    fields: /^ros GetTemplate (?!RequestId|StackId|RegionId|TemplateBody)/,
    because: 'templates are not kept by themselves',
  },
  { fields: /RamRoleName|Service(Managed|Name)/, because: 'nobody acts in the name of another' },
  { fields: /OperationInfo.RequestId|OrderIds/, because: 'a stack sends no requests and no orders of its own' },
  { fields: /RollbackFailedRootReason/, because: 'only where a rollback has failed' },
  { fields: /UpdateInfo/, because: 'ValidateTemplate takes no UpdateInfoOptions' },
  { fields: /StackPolicyBody/, because: 'stack policies are not simulated' },
  { fields: /^ros PreviewStack Stack.Resources.(AcsResourceType|Stack)$/, because: 'nested stacks are not previewed' },
  { fields: /ArtifactBuildRuleParameters/, because: 'builds are not simulated' },
  { fields: /Chart(Namespace|Repo)/, because: 'charts are not simulated' },
  { fields: /VpcQuota|PerformanceUnits/, because: 'no figures are published, and nothing more can be bought' },
  { fields: /LinkedVpcs.Ip$/, because: 'there are no addresses here' },
  { fields: /Policies|NextTime/, because: 'nothing is cleaned up' },
  { fields: /MaxResults|NextToken$/, because: 'pages go by their numbers' },
];

/** Those that the SDKs here have models of; the one call of STS is answered as its clients in other tests read it. */
const MODELLED = SERVICES.filter(
  (service): service is (typeof SERVICES)[number] & { name: 'ros' | 'cr' } => service.name !== 'sts',
);

const ACTIONS = MODELLED.flatMap(({ name, actions }) =>
  Object.entries(actions).map(([action, { reads }]) => ({ service: name, action, reads })),
);

let simulator: Simulator;
let answered: Answered[];
/** The parameters that each action has read. */
const read = new Map<string, Set<string>>();

function watchReads(): void {
  let current = new Set<string>();
  for (const { name: service, actions } of MODELLED) {
    for (const [name, action] of Object.entries(actions)) {
      const { run } = action;
      const names = new Set<string>();
      read.set(`${service} ${name}`, names);
      jest.spyOn(action, 'run').mockImplementation((account, call) => {
        current = names;
        return run(account, call);
      });
    }
  }
  for (const reader of ['optional', 'list', 'records'] as const) {
    const original = Parameters.prototype[reader] as (this: Parameters, ...given: unknown[]) => never;
    jest.spyOn(Parameters.prototype, reader).mockImplementation(function (this: Parameters, ...given: unknown[]) {
      current.add(String(given[0]));
      return original.apply(this, given);
    });
  }
}

beforeAll(async () => {
  watchReads();
  simulator = await startSimulator({ clock: 'manual', importableTypes: 'all', driftTypes: 'all' });
  answered = await callEverything(simulator);
});
afterAll(async () => {
  await simulator.close();
  jest.restoreAllMocks();
});

const answersOf = (service: string, action: string) =>
  answered.filter(other => other.service === service && other.action === action);

describe.each(ACTIONS)('$service $action', ({ service, action, reads }) => {
  test('answers as the model of the official SDK says, field by field', () => {
    const answers = answersOf(service, action);
    const { answer: model } = modelOf(service, action);
    const seen = new Set<string>();
    expect(answers).not.toEqual([]);
    expect([...new Set(answers.flatMap(({ answer }) => differences(answer, model, '', seen)))]).toEqual([]);
    const missing = pathsOf(model).filter(
      path => !seen.has(path) && !NOT_TOLD.some(({ fields }) => fields.test(`${service} ${action} ${path}`)),
    );
    expect(missing).toEqual([]);
  });

  const { request } = modelOf(service, action);
  const written = Object.entries(request).map(([name, type]) => (Array.isArray(type) ? `${name}.N` : name));
  const unread = written.filter(name => name !== 'RegionId' && !reads.includes(name));

  test('reads parameters of the model only, and each that it says it reads', () => {
    const passed = new Set(answersOf(service, action).flatMap(({ parameters }) => parameters));
    const names = reads.map(name => name.replace('.N', ''));
    expect(reads.filter(name => !written.includes(name))).toEqual([]);
    expect(names.filter(name => !passed.has(name) || !read.get(`${service} ${action}`)?.has(name))).toEqual([]);
  });

  test.each(unread.length > 0 ? unread : ['Anything'])('refuses %s, which it does not read', async name => {
    const parameter = name.replace('.N', '.1');
    const call = service === 'ros' ? callRos(simulator) : callCr(simulator);
    expect(await refusal(call(action, { RegionId: HOME, [parameter]: 'x' }))).toEqual({
      code: 'NotSupported',
      message: `The parameter ${parameter} of ${action} is not simulated. Leave it out; ${action} takes ${['RegionId', ...reads].join(', ')}.`,
      status: 400,
    });
  });
});

test('refuses a list without a number, and a number where there is no list', async () => {
  const call = callRos(simulator);
  const refused = async (query: Record<string, string>) =>
    (await refusal(call('DeleteStack', { RegionId: HOME, StackId: 'x', ...query }))).message.split('.')[0];
  expect(await refused({ RetainResources: 'Space' })).toBe(
    'The parameter RetainResources of DeleteStack is not simulated',
  );
  expect(await refused({ 'Parallelism.1': '5' })).toBe('The parameter Parallelism');
  const [stack] = simulator.stacks();
  expect(
    (await refusal(call('DeleteStack', { RegionId: stack.region, StackId: stack.id, 'RetainResources.one': 'Space' })))
      .message,
  ).toBe('The parameter RetainResources.one is "Space", but the list RetainResources has the form RetainResources.N.');
});
