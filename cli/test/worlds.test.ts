import { tellStories, tellingOf } from './worlds/property';

/** Set to tell other stories, more of them, or one again. */
const { WORLDS = '20261201', STORIES = '300' } = process.env;

/** What has to be among the endings, so that the stories are worth telling. */
const ENDINGS = [
  ...['deploy done, well', 'deploy refused, failed', 'deploy open, well', 'deploy open, failed', 'deploy open, killed'],
  ...['deploy of a plan done, well', 'deploy of a plan refused, failed'],
  ...['adopt done, well', 'adopt refused, failed', 'deploy of what was adopted done, well'],
  ...['deploy of more than was adopted done, well'],
  ...['destroy done, well', 'destroy refused, failed', 'destroy open, killed'],
];

test('whatever happens to an app and its account, nothing is bought twice, deleted or touched without consent, and status tells the truth', async () => {
  const telling = tellingOf(Number(STORIES), WORLDS);
  const { failure, counted } = await tellStories(telling, "WORLDS='STORY' npm test -w cli -- worlds.test.ts");
  expect(failure).toBeUndefined();
  if (telling.path === undefined) {
    expect(Object.values(counted.cases).every(times => times > 0)).toBe(true);
    expect(Object.keys(counted.endings)).toEqual(expect.arrayContaining(ENDINGS));
  }
}, 600_000);
