import { planBackfill } from '../../src/images/backfill-plan';
import type { Finding } from '../../src/images/compare';
import type { Room } from '../../src/images/room';

const AWAY = { region: 'us-east-1', instanceId: 'cri-b' };

function finding(repository: string, tag: string, more: Partial<Finding> = {}): Finding {
  const image = { namespace: 'prod', repository };
  const sizes = { bytes: 1, pushed: 1, immutable: false };
  return { kind: 'missing', ...image, tag, target: { ...AWAY, ...image }, wanted: 'sha256:a', ...sizes, ...more };
}

const room = (more: Partial<Room> = {}): Room => ({
  namespaces: new Map([['prod', { name: 'prod', createsRepositories: true }]]),
  repositories: new Set(['prod/api']),
  ...more,
});

function planned(findings: readonly Finding[], there = room(), overwrite = false) {
  const { copies, spared } = planBackfill(findings, () => there, overwrite);
  const name = ({ repository, tag }: Finding) => `${repository}:${tag}`;
  return {
    copies: copies.map(one => name(one.finding)),
    spared: spared.map(one => `${name(one.finding)}: ${one.reason}`),
  };
}

describe('a backfill', () => {
  test('makes no more repositories than there is room for', () => {
    const tags = [finding('api', 'v1'), finding('one', 'v1'), finding('one', 'v2'), finding('two', 'v1')];
    expect(planned(tags, room({ quota: { used: 999, quota: 1_000 } }))).toEqual({
      copies: ['api:v1', 'one:v1', 'one:v2'],
      spared: [
        'two:v1: the instance there has 999 of 1000 repositories, so there is no room for prod/two. Buy more quota in the console, or delete what nobody uses.',
      ],
    });
  });

  test('says what a copy needs that is not there', () => {
    const closed = new Map([['prod', { name: 'prod', createsRepositories: false }]]);
    expect(planned([finding('web', 'v1')], room({ namespaces: closed })).spared).toEqual([
      'web:v1: the repository prod/web does not exist there, and its namespace creates none by itself. Declare the repository, or let the namespace create repositories.',
    ]);
    expect(planned([finding('web', 'v1')], room({ namespaces: new Map() })).spared).toEqual([
      'web:v1: the namespace prod does not exist there. Deploy the app again.',
    ]);
  });

  test('leaves alone what another copy is about to replace, even if it may overwrite', () => {
    const moving = finding('api', 'v1', { kind: 'different', found: 'sha256:b', copying: true });
    expect(planned([moving], room(), true)).toEqual({
      copies: [],
      spared: ['api:v1: it is being copied there right now; run this again when that has ended'],
    });
  });
});
