import { startSimulator } from 'ros-cdk-simulator';
import { declared, registryStack } from '../support/assemblies';
import { clients, deployTo, results } from '../support/cloud';

/** Simulated seconds that the others take. */
const LONG = 1800;
const OPERATIONS = 50;

test('a stack waits for its turn while others have all operations that ROS runs for the account', async () => {
  const simulator = await startSimulator({ clock: { speed: 600 } });
  const { ros } = clients(simulator);
  const wait = { Type: 'ALIYUN::ROS::Sleep', Properties: { CreateDuration: LONG } };
  const templateBody = JSON.stringify({ ROSTemplateFormatVersion: '2015-09-01', Resources: { Wait: wait } });
  for (let index = 0; index < OPERATIONS; index++) {
    const other = { name: `other-${index}`, region: 'us-east-1', templateBody, parameters: {} };
    await ros.createStack(other, `token-${index}`);
  }
  const busy = () => simulator.stacks('us-east-1').filter(({ status }) => status === 'CREATE_IN_PROGRESS').length;
  expect(busy()).toBe(OPERATIONS);
  const run = await deployTo(simulator, declared([registryStack('cn-hangzhou')]));
  expect(results(run)).toEqual(['acme-cn-hangzhou: deployed']);
  expect(busy()).toBeLessThan(OPERATIONS);
  await simulator.close();
});
