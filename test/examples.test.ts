import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Assembly } from './support/assembly';

const names = readdirSync('examples')
  .filter(file => file.endsWith('.ts'))
  .map(file => file.slice(0, -3));

/** Runs an example as its reader would, in a process of its own. */
function run(name: string): Assembly {
  const directory = mkdtempSync(join(tmpdir(), `${name}-`));
  execFileSync(process.execPath, ['--import', 'tsx', join('examples', `${name}.ts`)], {
    env: { ...process.env, CDK_OUTDIR: directory, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Assembly(directory);
}

/** Each rule as "where from -> where to: what". */
function arrows(assembly: Assembly): string[] {
  const all = assembly.stacks().flatMap(stack => {
    const source = (assembly.metadata(stack) as { region: string } | undefined)?.region;
    return assembly.resources(stack, 'ALIYUN::CR::RepoSyncRule').map(({ Properties }) => {
      const { TargetRegionId, NamespaceName, RepoName, RepoNameFilter, TagFilter } = Properties as Record<
        string,
        string
      >;
      return `${source} -> ${TargetRegionId}: ${NamespaceName}/${RepoName ?? RepoNameFilter}:${TagFilter}`;
    });
  });
  return all.sort();
}

describe('examples', () => {
  test.each(names)('%s is listed in the README of the examples', name => {
    expect(readFileSync('examples/README.md', 'utf8')).toContain(`[${name}.ts](${name}.ts)`);
  });

  test('germany-hangzhou makes three stacks, the registries first', () => {
    const assembly = run('germany-hangzhou');
    expect(assembly.stacks()).toEqual(['acme-cn-hangzhou', 'acme-eu-central-1', 'acme-eu-central-1-to-cn-hangzhou']);
    expect(arrows(assembly)).toEqual(['eu-central-1 -> cn-hangzhou: prod/.*:.*']);
  });

  test('many-regions makes one primary and six replicas, "china" in three of them', () => {
    const assembly = run('many-regions');
    expect(assembly.stacks()).toHaveLength(13);
    expect(arrows(assembly).filter(arrow => arrow.includes(': china/'))).toEqual([
      'eu-central-1 -> cn-beijing: china/.*:.*',
      'eu-central-1 -> cn-hangzhou: china/.*:.*',
      'eu-central-1 -> cn-shenzhen: china/.*:.*',
    ]);
    expect(arrows(assembly).filter(arrow => arrow.includes(' us-east-1: '))).toEqual([
      'eu-central-1 -> us-east-1: base/(alpine|debian):.*',
      'eu-central-1 -> us-east-1: drafts/.*:.*',
      'eu-central-1 -> us-east-1: prod/.*:v[0-9]+.*',
    ]);
  });

  test('existing-registry buys nothing in Germany', () => {
    const assembly = run('existing-registry');
    expect(Object.keys(assembly.template('grown-eu-central-1').Resources)).toEqual(['DeployRegion', 'NamespaceTools']);
    expect(arrows(assembly)).toEqual([
      'eu-central-1 -> cn-shanghai: prod/.*:.*',
      'eu-central-1 -> cn-shanghai: tools/.*:.*',
    ]);
  });

  test('single-constructs copies one repository between stacks of the user', () => {
    const assembly = run('single-constructs');
    expect(arrows(assembly)).toEqual(['eu-central-1 -> ap-southeast-1: services/checkout:release-.*']);
    expect(assembly.dependencies('platform-copies')).toEqual(['platform-frankfurt', 'platform-singapore']);
  });

  test('cross-account deploys nothing in the other account', () => {
    const assembly = run('cross-account');
    expect(assembly.stacks()).toEqual(['shared-eu-central-1', 'shared-eu-central-1-to-cn-hangzhou']);
    expect(assembly.properties('shared-eu-central-1-to-cn-hangzhou', 'ALIYUN::CR::RepoSyncRule').TargetUserId).toBe(
      '1234567890123456',
    );
    expect(assembly.messages('info')).toContain(
      'Account 1234567890123456 must have ready in cn-hangzhou: instance cri-fedcba9876543210, named partner; ' +
        'namespace prod with automatic creation of repositories.',
    );
  });
});
