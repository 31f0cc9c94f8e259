/**
 * How long 1 + 20 regions take against the critical path, with stacks that take 60 seconds each: two waves, so 120 seconds at best.
 * Simulated time runs faster than real time; what the deployer and its calls take counts in full, multiplied by that factor.
 */
import { startSimulator } from 'ros-cdk-simulator';
import { deploy } from '../src/deployment/execute';
import { look } from '../src/commands/looking';
import { ROS_LIMITS } from '../src/domain/facts.generated';
import { planDeployment } from '../src/domain/plan';
import { columns } from '../src/report/text';
import { isComplete } from '../src/status/model';
import { TWENTY, declared, globalRegistry } from '../test/support/assemblies';
import { clients } from '../test/support/cloud';

const SECONDS = 60;
const WAVES = 2;
const CRITICAL_PATH = SECONDS * WAVES;
const MOST = 1.1;

const LATENCY = {
  'ALIYUN::ROS::Assert': 0,
  'ALIYUN::CR::Instance': SECONDS,
  'ALIYUN::CR::Namespace': 0,
  'ALIYUN::CR::RepoSyncRule': SECONDS,
};

/** Simulated seconds from the first look to the one after the last stack, as deploy takes both. */
async function measure(concurrency: number, speed: number): Promise<number> {
  const simulator = await startSimulator({ clock: { speed }, latency: { resources: LATENCY } });
  const stacks = declared(globalRegistry('eu-central-1', ...TWENTY));
  const both = clients(simulator);
  const { ros, cr } = both;
  const start = performance.now();
  const onlooker = { stacks, flags: {}, cloud: async () => both };
  const { findings } = await look(onlooker);
  const plan = planDeployment(stacks, findings);
  const outcomes = await deploy(plan, {
    ros,
    concurrency,
    cr,
    stop: new AbortController().signal,
    pace: 1 / speed,
    onEvent: () => undefined,
  });
  const { state } = await look(onlooker);
  const seconds = ((performance.now() - start) / 1000) * speed;
  await simulator.close();
  const wrong = outcomes.filter(({ result }) => result !== 'deployed');
  if (wrong.length > 0) {
    throw new Error(`Not deployed: ${wrong.map(({ stack, reason }) => `${stack.name}: ${reason}`).join('; ')}`);
  }
  if (!isComplete(state)) {
    throw new Error('Deployed, but not all of it is in place.');
  }
  return seconds;
}

async function main(): Promise<void> {
  const rows = [['41 stacks in 21 regions, 60 s each', 'seconds', 'of the critical path']];
  const row = (name: string, seconds: number) =>
    rows.push([name, seconds.toFixed(0), `${(seconds / CRITICAL_PATH).toFixed(2)} times`]);
  row('critical path (two waves)', CRITICAL_PATH);
  const usual = ROS_LIMITS.concurrentStackOperations;
  const best = await measure(usual, 5);
  row(`--concurrency ${usual} (default)`, best);
  row('--concurrency 8', await measure(8, 30));
  row('one stack at a time', await measure(1, 120));
  console.log(columns(rows));
  if (best <= CRITICAL_PATH * MOST) {
    return;
  }
  console.error(`With the default it takes more than ${MOST} times the critical path.`);
  process.exitCode = 1;
}

void main();
