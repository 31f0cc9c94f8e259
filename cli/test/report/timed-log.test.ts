import { createCopyProgress } from '../../src/report/copy-progress';
import { TimedLog } from '../../src/report/timed-log';
import type { Output } from '../../src/session/output';

const began = Date.parse('2026-01-02T03:04:05Z');
const lines: string[] = [];
const output = { progress: (text: string) => void lines.push(text), stderr: {} } as unknown as Output;

beforeEach(() => {
  jest.useFakeTimers({ now: began });
  lines.length = 0;
});
afterEach(() => jest.useRealTimers());

const seconds = (number: number) => jest.advanceTimersByTime(number * 1000);

describe('a log', () => {
  test('has a word after eight seconds without news, then more seldom, and soon again after news', () => {
    const log = new TimedLog(output, () => 'after a while');
    log.say('one');
    seconds(200);
    log.say('two');
    seconds(9);
    log.close();
    seconds(1000);
    expect(lines).toEqual([
      '03:04:05Z one',
      ...['13', '29'].map(second => `03:04:${second}Z     nothing new after a while`),
      ...['05:01', '06:01', '07:01'].map(time => `03:${time}Z     nothing new after a while`),
      '03:07:25Z two',
      '03:07:33Z     nothing new after a while',
    ]);
  });

  test('says nothing where nothing is waited for', () => {
    const log = new TimedLog(output, () => undefined);
    seconds(1000);
    log.close();
    expect(lines).toEqual([]);
  });

  test('of copies names what it waits for, each once, until it has come', () => {
    const place = (region: string) => ({ region, instanceId: `cri-${region}`, namespace: 'prod', repository: 'api' });
    const image = {
      source: place('eu-central-1'),
      repositoryId: 'crr-1',
      tag: 'v1',
      digest: `sha256:${'0'.repeat(64)}`,
      bytes: 1,
      pushed: began,
    };
    const copies = createCopyProgress(output);
    copies.show({ kind: 'started', image, target: place('us-east-1') });
    copies.show({ kind: 'state', image, target: place('us-east-1'), state: 'SYNCHRONIZING' });
    seconds(9);
    copies.show({ kind: 'ended', arrival: { image, target: place('us-east-1'), result: 'there', started: 1 } });
    copies.note('100 tags read');
    seconds(9);
    copies.close();
    const named = lines[0].slice(12, lines[0].indexOf('  us-east-1'));
    expect(lines).toEqual([
      `03:04:05Z > ${named}  us-east-1  copy started`,
      `03:04:05Z . ${named}  us-east-1  SYNCHRONIZING`,
      `03:04:13Z     nothing new but waiting: ${named}  us-east-1  SYNCHRONIZING for 8 s`,
      `03:04:14Z + ${named}  us-east-1  there`,
      '03:04:22Z     nothing new but waiting: 100 tags read',
    ]);
  });
});
