import { tellStories, tellingOf } from './worlds/property';

/** Set to tell other stories, more of them, or one again. */
const { WORLDS = '20261201', STORIES = '300' } = process.env;

/** What has to be among the endings, so that the stories are worth telling. */
const ENDINGS = [
  ...['deploy done, well', 'deploy refused, failed', 'deploy open, well', 'deploy open, failed', 'deploy open, killed'],
  ...['deploy of a plan done, well', 'deploy of a plan refused, failed'],
  ...['destroy done, well', 'destroy refused, failed', 'destroy open, killed'],
];

test('whatever happens to an app and its account, nothing is bought twice, deleted or touched without consent, and status tells the truth', async () => {
  const telling = tellingOf(Number(STORIES), WORLDS);
  const { failure, endings } = await tellStories(telling, "WORLDS='STORY' npm test -w cli -- worlds.test.ts");
  expect(failure).toBeUndefined();
  if (telling.path === undefined) {
    expect(Object.keys(endings)).toEqual(expect.arrayContaining(ENDINGS));
  }
}, 600_000);
