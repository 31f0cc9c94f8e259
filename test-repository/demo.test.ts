import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SPEED = '6000';
const OPTIONS = `--simulate --simulation-speed ${SPEED}`;

/** Runs the demo as `npm run demo` does, once everything is built. */
function demo(outdir: string) {
  const parameters = ['--import', 'tsx', 'scripts/demo.ts', '--simulation-speed', SPEED];
  return spawnSync(process.execPath, parameters, { env: { ...process.env, CDK_OUTDIR: outdir }, encoding: 'utf8' });
}

const PULLED = / {4}pulled by (\w+) too, every byte the same\n/g;

const told = (outdir: string) => `examples/germany-hangzhou.ts, synthesised into ${outdir}

$ global-registry plan ${OPTIONS} --app ${outdir}
Assembly: ${outdir}, written AGES ago by an earlier synth

Wave 1
  + acme-cn-hangzhou  cn-hangzhou  create
      +  DeployRegion   ALIYUN::ROS::Assert
      +  NamespaceProd  ALIYUN::CR::Namespace
      +  Registry       ALIYUN::CR::Instance
  + acme-eu-central-1  eu-central-1  create
      +  DeployRegion   ALIYUN::ROS::Assert
      +  NamespaceProd  ALIYUN::CR::Namespace
      +  Registry       ALIYUN::CR::Instance

Wave 2
  + acme-eu-central-1-to-cn-hangzhou  eu-central-1  create
      +  DeployRegion         ALIYUN::ROS::Assert
      +  RuleProd26B3304C     ALIYUN::CR::RepoSyncRule
      +  SourceReady6FCC9218  ALIYUN::ROS::Assert
      +  TargetReady581B1DE6  ALIYUN::ROS::Assert

3 stacks in 2 regions: 3 to create, 0 to update, 0 unchanged.

Would buy 2 subscriptions of "acme", paid in advance:
  REGION        EDITION   PAID FOR  RENEWED  A MONTH     IN ADVANCE
  cn-hangzhou   Basic     1 month   no       113.00 USD  113.00 USD
  eu-central-1  Advanced  1 month   no       557.00 USD  557.00 USD
  All                                        670.00 USD  670.00 USD
  An old list price ("starting at", before 2024) from the billing page, not an
  offer. Ask Alibaba Cloud for the price of today.
  Storage, traffic and taxes are not part of it. A subscription is billed to its
  end, also after its stack was deleted.

info: [Acme/eu-central-1-to-cn-hangzhou/Replication] Copies from eu-central-1 to
cn-hangzhou cross the border of mainland China and can be slow or fail. There
are two remedies, both for edition Advanced (Premium in the console) and both in
the console only: sync acceleration, under Distribution > Instance Replication
of the source, or a custom link over Cloud Enterprise Network, which some
regions demand.

$ global-registry deploy --yes ${OPTIONS} --app ${outdir}
3 stacks deployed, 0 unchanged.

eu-central-1  primary  cri-ID
  Nobody can get in yet: its Internet access is off, and no VPC is linked.

cn-hangzhou  replica  cri-ID
  Nobody can get in yet: its Internet access is off, and no VPC is linked.

To let somebody in, give that region publicAccess:
PublicAccess.fromCidrs('203.0.113.0/24'), with the addresses of your clients, or
vpcAccess: [{ vpcId: 'vpc-...', vswitchId: 'vsw-...' }]; then deploy again.

It took AGES.

$ global-registry status ${OPTIONS} --app ${outdir}
Stacks
  acme-cn-hangzhou                  cn-hangzhou   CREATE_COMPLETE
  acme-eu-central-1                 eu-central-1  CREATE_COMPLETE
  acme-eu-central-1-to-cn-hangzhou  eu-central-1  CREATE_COMPLETE

Registry acme in cn-hangzhou
  instance           cri-ID  RUNNING, Basic
  Internet endpoint  off
  namespace          prod                  in place

Registry acme in eu-central-1
  instance           cri-ID  RUNNING, Advanced
  Internet endpoint  off
  namespace          prod                  in place

eu-central-1 -> cn-hangzhou
  rule  prod-26b3304c  in place

Everything that is declared is in place.

Images, pushed in eu-central-1 and pulled in cn-hangzhou
  prod/api:v1  one platform
    DIGEST
    there after SECONDS simulated seconds; 8.0 MB, every byte the same
  prod/api:v2  an index of two platforms
    DIGEST
    there after SECONDS simulated seconds; 16.0 MB, every byte the same
`;

describe('the demo', () => {
  beforeAll(() => {
    const missing = ['lib/index.js', 'simulator/dist/index.js', 'cli/dist/main.mjs'].filter(file => !existsSync(file));
    if (missing.length > 0) {
      throw new Error(`${missing.join(', ')}: missing. Run npm run build && npm run build:workspaces first.`);
    }
  });

  test('plans the smallest registry, deploys it to an empty cloud, shows what exists and copies images', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'demo-test-'));
    const { stdout, status } = demo(outdir);
    const shown = stdout
      .replaceAll(/cri-\w{16}/g, 'cri-ID')
      .replaceAll(/sha256:[0-9a-f]{64}/g, 'DIGEST')
      .replace(/written .* ago/, 'written AGES ago')
      .replace(/^It took [^]*?\.$/m, 'It took AGES.')
      .replaceAll(/[0-9.]+ simulated/g, 'SECONDS simulated')
      .replaceAll(PULLED, '');
    expect([status, shown]).toEqual([0, told(outdir)]);
    // Each client of this machine pulls both images.
    const clients = ['skopeo', 'crane'].filter(name => spawnSync(name, ['--version']).error === undefined);
    expect([...stdout.matchAll(PULLED)].map(([, name]) => name)).toEqual([...clients, ...clients]);
  });

  test('refuses to go on when the example cannot be synthesised', () => {
    const outdir = join(__filename, 'no-directory');
    const { stdout, stderr, status } = demo(outdir);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/\nexamples\/germany-hangzhou\.ts was not synthesised; what it said stands above\.\n$/);
  });
});
