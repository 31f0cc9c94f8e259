/** What a template of as many resources as a stack takes costs: `npm run bench -w simulator`. */
import { createHmac } from 'node:crypto';
import { type Simulator, startSimulator } from '../src';
import { ROS_LIMITS } from '../src/runtime/facts.generated';

const RESOURCES = ROS_LIMITS.resourcesPerStack;
const RUNS = 20;
const GOAL_MILLISECONDS = 200;

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** One registry, 50 namespaces, and repositories in them, which refer to each other. */
function template(): string {
  const registry = { 'Fn::GetAtt': ['Registry', 'InstanceId'] };
  const resources: Record<string, unknown> = {
    DeployRegion: { Type: 'ALIYUN::ROS::Assert', Properties: { Values: [{ Ref: 'ALIYUN::Region' }, 'cn-hangzhou'] } },
    Registry: {
      Type: 'ALIYUN::CR::Instance',
      DependsOn: 'DeployRegion',
      Properties: { InstanceName: 'acme', InstanceType: 'Advanced', Period: 1 },
    },
  };
  for (let space = 0; space < 50; space++) {
    resources[`Space${space}`] = {
      Type: 'ALIYUN::CR::Namespace',
      DependsOn: 'DeployRegion',
      Properties: { InstanceId: registry, Namespace: `space-${space}` },
    };
  }
  for (let index = 0; Object.keys(resources).length < RESOURCES; index++) {
    const properties = {
      InstanceId: registry,
      RepoNamespace: { 'Fn::GetAtt': [`Space${index % 50}`, 'Namespace'] },
      RepoName: { 'Fn::Sub': `repo-${index}` },
      RepoType: 'PRIVATE',
      Summary: { 'Fn::Join': [' ', ['Repository', String(index)]] },
    };
    resources[`Repo${index}`] = { Type: 'ALIYUN::CR::Repository', DependsOn: 'DeployRegion', Properties: properties };
  }
  return JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: resources });
}

let nonces = 0;

async function call(simulator: Simulator, parameters: Record<string, string>): Promise<Record<string, string>> {
  const all: Record<string, string> = {
    ...parameters,
    RegionId: 'cn-hangzhou',
    Version: '2019-09-10',
    AccessKeyId: simulator.credentials.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: `b${nonces++}`,
    Timestamp: new Date().toISOString().replace(/\.\d+/, ''),
  };
  const form = Object.keys(all)
    .sort()
    .map(key => `${encode(key)}=${encode(all[key])}`)
    .join('&');
  const signature = createHmac('sha1', `${simulator.credentials.accessKeySecret}&`)
    .update(`POST&%2F&${encode(form)}`)
    .digest('base64');
  const response = await fetch(`http://${simulator.endpoint}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `${form}&Signature=${encode(signature)}`,
  });
  return (await response.json()) as Record<string, string>;
}

async function run(): Promise<number> {
  const simulator = await startSimulator();
  await call(simulator, { Action: 'DescribeRegions' });
  const before = process.cpuUsage();
  const { StackId } = await call(simulator, { Action: 'CreateStack', StackName: 'large', TemplateBody: template() });
  let status = '';
  while (!status.endsWith('_COMPLETE')) {
    await new Promise(resolve => setTimeout(resolve, 5));
    status = (await call(simulator, { Action: 'GetStack', StackId })).Status;
  }
  const { user, system } = process.cpuUsage(before);
  const made = Object.keys(simulator.stacks()[0].resources).length;
  await simulator.close();
  if (status !== 'CREATE_COMPLETE' || made !== RESOURCES) {
    throw new Error(`The stack is ${status} with ${made} resources.`);
  }
  return (user + system) / 1000;
}

async function main(): Promise<void> {
  const first = await run();
  const later: number[] = [];
  for (let index = 1; index < RUNS; index++) {
    later.push(await run());
  }
  const median = later.sort((one, other) => one - other)[Math.floor(later.length / 2)];
  console.log(
    `${RESOURCES} resources: ${first.toFixed(0)} ms of CPU the first time, ${median.toFixed(0)} ms at the median of ${later.length} more; the goal is less than ${GOAL_MILLISECONDS} ms.`,
  );
  if (median >= GOAL_MILLISECONDS) {
    process.exitCode = 1;
  }
}

void main();
