import fc from 'fast-check';
import type { CopyTask } from '../../src/domain/image-records';
import { isPassing } from '../../src/images/issue';
import { type Journey, delayBefore, nextStep } from '../../src/images/next-step';
import type { Obstacle } from '../../src/images/remedy';

const task = (status: string, issue = ''): CopyTask => ({
  ...{ id: 'rst-1', status, issue, tag: 'v1', targetTag: 'v1', created: 1, modified: 2 },
  target: { region: 'cn-hangzhou', instanceId: 'cri-b', namespace: 'prod', repository: 'api' },
});
const journey = (more: Partial<Journey> = {}): Journey => ({
  ...{ wanted: 'sha256:a', tasks: [], unlisted: false, mayBegin: false, triesLeft: 1 },
  ...more,
});

describe('the next step', () => {
  test('is none where the target gives the digest, whatever its tasks say', () => {
    expect(nextStep(journey({ found: 'sha256:a', tasks: [task('ERROR', 'TAG_CONFLICT')] }))).toEqual({ kind: 'there' });
  });

  test('is to fail where a copy succeeded and the tag does not give the digest', () => {
    expect(nextStep(journey({ found: 'sha256:b', tasks: [task('SUCCESS')] }))).toEqual({
      kind: 'fail',
      obstacle: {
        reason: 'the service says that the copy rst-1 succeeded, but the tag gives sha256:b',
        next: 'backfill --overwrite',
      },
      unlessMoved: true,
    });
  });

  test.each(['OSS_POLICY_UNAUTHORIZED', 'TAG_CONFLICT', 'UNSUPPORTED_FORMAT', 'DATA_LENGTH_EXCEEDED', 'SOMETHING_NEW'])(
    'is never to copy again after %s',
    issue => {
      expect(nextStep(journey({ tasks: [task('ERROR', issue)], triesLeft: 9 })).kind).toBe('fail');
    },
  );

  test.each(['NETWORK_ERROR', 'INTERNAL_ERROR'])('is to copy again after %s, as long as tries are left', issue => {
    expect(nextStep(journey({ tasks: [task('ERROR', issue)] })).kind).toBe('start');
    expect(nextStep(journey({ tasks: [task('ERROR', issue)], triesLeft: 0 })).kind).toBe('fail');
  });

  test('is to fail at once where no rule copies the image', () => {
    const unasked: Obstacle = { reason: 'it was pushed before the rule prod was made', next: 'backfill' };
    expect(nextStep(journey({ unasked }))).toEqual({ kind: 'fail', obstacle: unasked });
  });

  test('is not to copy by hand what an immutable tag holds', () => {
    const unasked: Obstacle = { reason: 'it was pushed before the rule prod was made', next: 'backfill --overwrite' };
    expect(nextStep(journey({ unasked, found: 'sha256:b', immutable: true }))).toEqual({
      kind: 'fail',
      obstacle: {
        reason:
          'it was pushed before the rule prod was made; another image has its name there, and tags are immutable there',
        help: 'Push under a new tag, or switch tag immutability off at the target, copy, and switch it on again.',
      },
    });
  });

  test('is to wait where it is not known whether a rule copies the image', () => {
    const doubt = 'whether the rule prod copies it there is not known: its filter cannot be read';
    expect(nextStep(journey({ doubt }))).toEqual({ kind: 'wait', state: `no copy was started yet, and ${doubt}` });
  });

  test('never starts a copy beside a living one, nor blindly', () => {
    const status = fc.constantFrom('PENDING', 'SYNCHRONIZING', 'SUCCESS', 'ERROR', 'CANCELED');
    const issue = fc.constantFrom('NETWORK_ERROR', 'INTERNAL_ERROR', 'TAG_CONFLICT', '');
    const any = fc.record({
      found: fc.constantFrom('sha256:a', 'sha256:b', undefined),
      unread: fc.constantFrom('it is down', undefined),
      tasks: fc.array(
        fc.tuple(status, issue).map(([one, other]) => task(one, other)),
        { maxLength: 4 },
      ),
      ...{ unlisted: fc.boolean(), mayBegin: fc.boolean(), triesLeft: fc.nat({ max: 2 }) },
      unasked: fc.constantFrom({ reason: 'no rule copies it' }, undefined),
    });
    fc.assert(
      fc.property(any, more => {
        if (nextStep(journey(more)).kind !== 'start') {
          return;
        }
        const living = more.tasks.some(one => one.status === 'PENDING' || one.status === 'SYNCHRONIZING');
        const last = more.tasks.at(-1);
        expect([living, more.unlisted, more.unread, more.found === 'sha256:a']).toEqual([
          false,
          false,
          undefined,
          false,
        ]);
        expect(last === undefined ? more.mayBegin : last.status === 'ERROR' && isPassing(last.issue)).toBe(true);
      }),
    );
  });
});

test('the delay before a copy is started again doubles, with jitter from a quarter to all of it, up to a minute', () => {
  expect([0, 1, 2, 9].map(attempt => [delayBefore(attempt, 0), delayBefore(attempt, 1)])).toEqual([
    [500, 2_000],
    [1_000, 4_000],
    [2_000, 8_000],
    [15_000, 60_000],
  ]);
});
