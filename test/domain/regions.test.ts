import { cloudOf, inMainland, nearestRegion, regionProblems, REGIONS } from '../../lib/domain/regions';

describe('regions', () => {
  test.each([
    ['cn-hangzhuo', 'cn-hangzhou'],
    ['Hangzhou', 'cn-hangzhou'],
    ['CN-HANGZHOU', 'cn-hangzhou'],
    ['frankfurt', 'eu-central-1'],
    ['eu-central1', 'eu-central-1'],
    ['hong kong', 'cn-hongkong'],
    ['us-east', 'us-east-1'],
  ])('takes %j for %s', (typed, meant) => {
    expect(nearestRegion(typed)).toBe(meant);
  });

  test('knows every region by its own id', () => {
    for (const id of REGIONS.keys()) {
      expect(nearestRegion(id)).toBe(id);
      expect(regionProblems('region', id)).toEqual([]);
    }
  });

  test.each(['', ' ', 'Hangzhou', 'cn_hangzhou', 'cn', 'cn-', 'cn-Hangzhou', 'cn-hangzhou\n', 'c-hangzhou'])(
    'sees no region in %j',
    text => {
      expect(regionProblems('region', text)).toHaveLength(1);
    },
  );

  test('counts Hong Kong and Frankfurt outside mainland China, Hangzhou and unknown Chinese regions inside', () => {
    expect(['cn-hongkong', 'eu-central-1', 'xx-new-1'].map(inMainland)).toEqual([false, false, false]);
    expect(['cn-hangzhou', 'cn-newtown'].map(inMainland)).toEqual([true, true]);
  });

  test('tells the clouds apart', () => {
    expect(['cn-hangzhou', 'cn-hangzhou-finance', 'cn-north-2-gov-1', 'xx-new-1'].map(cloudOf)).toEqual([
      'public',
      'finance',
      'government',
      'public',
    ]);
  });
});
