import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from 'ros-cdk-simulator';
import { flat, stacksOf } from '../support/commands';
import { LibraryApp } from '../support/library-app';

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator()));
afterEach(() => simulator.close());

const REGION = 'eu-central-1';

/** An app with a network of its own, which the registry is linked to; the ids of the network follow from a number. */
function write(app: LibraryApp, number: number, isLinked = true): void {
  const link = `vpcAccess: [{ vpcId: vpc.getAtt('VpcId').toString(), vswitchId: vswitch.getAtt('VSwitchId').toString() }]`;
  writeFileSync(
    join(app.directory, 'app.ts'),
    `import * as ros from '@alicloud/ros-cdk-core';
import { GlobalRegistry } from 'ros-cdk-global-registry';
const app = new ros.App();
const network = new ros.Stack(app, 'network', { env: { region: '${REGION}' } });
const add = (id: string, type: string, properties: object) => new ros.RosResource(network, id, { type, properties });
const vpc = add('Vpc${number}', 'ALIYUN::ECS::VPC', { CidrBlock: '10.${number}.0.0/16' });
const vswitch = add('Vsw${number}', 'ALIYUN::ECS::VSwitch', {
  VpcId: vpc.getAtt('VpcId'), CidrBlock: '10.${number}.1.0/24', ZoneId: '${REGION}a',
});
new GlobalRegistry(app, 'Acme', {
  instanceName: 'acme', primary: { region: '${REGION}', ${isLinked ? link : ''} }, namespaces: [{ name: 'prod' }],
});
app.synth();
void vswitch;
`,
  );
}

test('a registry moves from one network of the app to another, and is taken back whole where that fails', async () => {
  const app = new LibraryApp(simulator, '{ instanceName: "acme", primary: { region: "eu-central-1" } }');
  write(app, 1);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  write(app, 2);
  const plan = flat((await app.run('plan')).stdout);
  expect(plan).toMatch(
    /network eu-central-1 update keeps outputs \S+, \S+ until acme-eu-central-1 \(eu-central-1\) no longer reads them/,
  );
  simulator.faults.add({
    kind: 'fail-resource',
    resourceType: 'ALIYUN::CR::InstanceVpcEndpointLinkedVpc',
    operation: 'DELETE',
    times: 1,
  });
  expect((await app.run('deploy', '--yes')).code).toBe(1);
  expect(stacksOf(simulator)).toEqual(['acme-eu-central-1: ROLLBACK_COMPLETE', 'network: UPDATE_COMPLETE']);
  const { code, stdout, stderr } = await app.run('deploy', '--yes');
  expect([code, code === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
  write(app, 3, false);
  expect((await app.run('deploy', '--yes')).code).toBe(0);
  expect((await app.run('plan')).code).toBe(0);
});
