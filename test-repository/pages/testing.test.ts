import * as ros from '@alicloud/ros-cdk-core';
import * as vm from 'node:vm';
import { GlobalRegistry, SyncRule } from '../../lib';
import { BegunProject } from '../support/begun';
import { blocksOf, readPage } from '../support/pages';

/** What each row of the table gives for the registry of the start, in the order of the rows. */
const GIVEN: unknown[] = [
  ['acme-cn-hangzhou', 'acme-eu-central-1', 'acme-eu-central-1-to-cn-hangzhou'],
  ['acme-eu-central-1', 'acme-cn-hangzhou'],
  [
    expect.objectContaining({
      level: 'info',
      id: '/Acme/eu-central-1-to-cn-hangzhou/Replication',
      entry: expect.objectContaining({ data: expect.stringContaining('cross the border of mainland China') }),
    }),
  ],
  'acme-registry.cn-hangzhou.cr.aliyuncs.com/prod/api:v1',
  true,
];

const rows = [...readPage('docs/testing.md').matchAll(/^\| ([^|]+) \| `([^`]+)`/gm)];

describe('the page about tests', () => {
  test('goes on in the project that init begins: its own tests and those of the page pass together', () => {
    const project = new BegunProject();
    try {
      blocksOf('docs/testing.md', 'ts').forEach(({ title, code }) => project.write(title!, code));
      expect(project.follow('npm test')).toMatch(/^# pass 6$|^ℹ pass 6$/m);
    } finally {
      project.remove();
    }
    // A compiler, two runners and a deployment by a real process.
  }, 180_000);

  test.each(rows.slice(0, GIVEN.length).map(([, wish, code], i) => [wish, code, GIVEN[i]] as const))(
    'gives %s by %s',
    (_wish, code, given) => {
      const app = new ros.App();
      const registry = new GlobalRegistry(app, 'Acme', {
        instanceName: 'acme',
        primary: { region: 'eu-central-1' },
        replicas: [{ region: 'cn-hangzhou' }],
        namespaces: [{ name: 'prod' }],
      });
      const name = 'acme-eu-central-1-to-cn-hangzhou';
      expect(vm.runInThisContext(`(app, registry, SyncRule, name) => ${code}`)(app, registry, SyncRule, name)).toEqual(
        given,
      );
    },
  );

  test('has a row for each', () => {
    expect(rows).toHaveLength(GIVEN.length);
  });
});
