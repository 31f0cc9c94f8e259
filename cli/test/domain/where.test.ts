import { type Where, isSamePlace } from '../../src/domain/where';

const cloud = (account: string | null, endpoint = 'ros.aliyuncs.com'): Where => ({
  simulation: false,
  endpoint,
  account,
});
const SIMULATION: Where = { simulation: true, endpoint: null, account: null };
const isSimulator = (endpoint: string) => endpoint.startsWith('127.');

describe('where a plan was made', () => {
  test.each<[string, Where, Where, boolean]>([
    ['one account, whichever endpoint is asked', cloud('1'), cloud('1', 'ros-vpc.cn-hangzhou.aliyuncs.com'), true],
    ['an account that nobody tells, at one endpoint', cloud(null), cloud(null), true],
    ['the simulation, whose address is another each time', SIMULATION, SIMULATION, true],
    ['another account', cloud('1'), cloud('2'), false],
    ['an account that was told then, and is not now', cloud('1'), cloud(null), false],
    ['accounts that nobody tells, at two endpoints', cloud(null), cloud(null, 'ros.other.com'), false],
    ['two simulators, which have the same account', cloud('1', '127.0.0.1:1'), cloud('1', '127.0.0.1:2'), false],
    ['the simulation and the cloud', SIMULATION, cloud(null), false],
    ['the cloud and the simulation', cloud('1'), SIMULATION, false],
  ])('tells of %s whether it is the same', (_, one, other, same) => {
    expect(isSamePlace(one, other, isSimulator)).toBe(same);
  });
});
