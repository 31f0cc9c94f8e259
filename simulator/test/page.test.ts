import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { type Simulator, startSimulator } from '../src';
import { detected } from './support/change-sets';
import { callCr, callRos } from './support/clients';
import { deploy, instance, template } from './support/stacks';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let simulator: Simulator;
beforeEach(async () => void (simulator = await startSimulator({ startTime: new Date('2026-11-24T08:00:00Z') })));
afterEach(() => simulator.close());

function read(
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    get(`http://${simulator.endpoint}/`, { headers }, response => {
      let body = '';
      response.on('data', chunk => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }));
    }).on('error', reject);
  });
}

/** A source, a target, a rule, an image on its way, and a stack that failed. */
async function busy(): Promise<void> {
  const source = simulator.addRegistry({ region: 'eu-central-1', name: 'acme', namespaces: ['prod'] });
  const target = simulator.addRegistry({ region: 'cn-hangzhou', name: 'acme', edition: 'Basic', namespaces: ['prod'] });
  const properties = {
    InstanceId: source.id,
    NamespaceName: 'prod',
    SyncRuleName: 'prod-to-cn',
    SyncScope: 'NAMESPACE',
    SyncTrigger: 'PASSIVE',
    TargetInstanceId: target.id,
    TargetRegionId: 'cn-hangzhou',
    TargetNamespaceName: 'prod',
    TagFilter: 'v.*',
  };
  await deploy(
    simulator,
    'acme-eu-central-1-to-cn-hangzhou',
    template(
      { Rule: { Type: 'ALIYUN::CR::RepoSyncRule', Properties: properties } },
      { Outputs: { RuleId: { Value: { Ref: 'Rule' } } } },
    ),
    'eu-central-1',
  );
  await deploy(
    simulator,
    'broken',
    template({
      Wrong: {
        Type: 'ALIYUN::ROS::Assert',
        Properties: { Values: [1, 2], ErrorMessage: '<b>One</b> is not "two" & three.' },
      },
    }),
    'us-east-1',
  );
  await simulator.pushImage({
    region: 'eu-central-1',
    instanceId: source.id,
    namespace: 'prod',
    repository: 'api',
    tag: 'v1',
  });
}

describe('the page', () => {
  test('says how to begin while there is nothing', async () => {
    const { status, body, headers } = await read();
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'");
    expect(body).toContain('Nothing here yet. Create a stack with a client whose endpoint is this address.');
  });

  test('shows regions, stacks, events, registries, arrows and copies', async () => {
    await busy();
    const { body } = await read();
    for (const text of [
      'Germany (Frankfurt)',
      'Stack acme-eu-central-1-to-cn-hangzhou',
      'Registry acme',
      'prod-to-cn',
      'eu-central-1 &#8594; cn-hangzhou',
      'prod/api:v1',
      'CREATE_ROLLBACK_COMPLETE',
      '2026-11-24T08:00:0',
    ]) {
      expect(body).toContain(text);
    }
  });

  test('shows the drift that was detected', async () => {
    await simulator.close();
    simulator = await startSimulator({ driftTypes: 'all' });
    const space = {
      Type: 'ALIYUN::CR::Namespace',
      Properties: { InstanceId: { Ref: 'Registry' }, Namespace: 'prod', AutoCreate: true },
    };
    const stack = await deploy(simulator, 'acme', template({ Registry: instance('acme'), Space: space }));
    const [{ id }] = simulator.registries();
    const changed = { RegionId: 'cn-hangzhou', InstanceId: id, NamespaceName: 'prod', AutoCreateRepo: false };
    await callCr(simulator)('UpdateNamespace', changed);
    await detected(simulator, stack);
    expect((await read()).body.match(/DRIFT \w+/g)).toEqual(['DRIFT MODIFIED']);
  });

  test('escapes what comes from templates', async () => {
    await busy();
    const { body } = await read();
    expect(body).not.toContain('<b>One');
    expect(body).toContain('&#60;b&#62;One&#60;/b&#62; is not &#34;two&#34; &#38; three.');
  });

  test('refuses a host name that is not loopback', async () => {
    expect(await read({ host: 'evil.example' })).toMatchObject({
      status: 403,
      body: 'The simulator answers on loopback only.\n',
    });
  });
});

const inBrowser = existsSync(CHROMIUM) ? describe : describe.skip;

inBrowser(`in Chromium (skipped where there is no ${CHROMIUM})`, () => {
  let browser: BrowserContext;
  const folder = mkdtempSync(join(tmpdir(), 'ros-cdk-simulator-browser-'));
  beforeAll(
    async () =>
      void (browser = await chromium.launchPersistentContext(folder, {
        executablePath: CHROMIUM,
        args: FLAGS,
        viewport: { width: 1100, height: 1400 },
      })),
    60_000,
  );
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows what exists and updates by itself', async () => {
    const page = await browser.newPage();
    await page.goto(`http://${simulator.endpoint}/`);
    expect(await page.textContent('.empty')).toContain('Nothing here yet.');
    await busy();
    await page.waitForSelector('text=Stack acme-eu-central-1-to-cn-hangzhou', { timeout: 10_000 });
    expect(await page.locator('h2').allTextContents()).toEqual([
      'Arrows',
      'Copies',
      'cn-hangzhou China (Hangzhou)',
      'eu-central-1 Germany (Frankfurt)',
      'us-east-1 US (Virginia)',
    ]);
    expect(await page.title()).toBe('ROS simulator: 2 stacks, 2 registries');
    const picture = await page.screenshot({
      fullPage: true,
      ...(process.env.SCREENSHOT ? { path: process.env.SCREENSHOT } : {}),
    });
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    const width = await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth');
    expect(width).toBe(true);
    await callRos(simulator)(
      'CreateStack',
      { StackName: 'later', RegionId: 'us-east-1' },
      { TemplateBody: template({ Registry: instance('later') }) },
    );
    await page.waitForSelector('text=Stack later', { timeout: 10_000 });
  }, 60_000);
});
