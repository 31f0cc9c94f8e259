import * as fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { readAssembly } from '../cli/src/assembly/read-assembly';
import { PullFormat, pullConfigText } from '../cli/src/pulling/formats.generated';
import { PullRegistry } from '../cli/src/pulling/registry.generated';
import { GlobalRegistry, GlobalRegistryProps, PublicAccess, PullConfig, RegionOptions } from '../lib';
import { newApp } from './support/assembly';
import { optional, registryProps } from './support/random-registries';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

/** How a region is opened. */
interface Opened {
  readonly internet: boolean;
  readonly vpc: boolean;
}

interface Case {
  readonly props: GlobalRegistryProps;
  /** By region, the primary first. */
  readonly opened: readonly Opened[];
  readonly imageHost?: string;
}

const open = <T extends RegionOptions>(region: T, { internet, vpc }: Opened): T => ({
  ...region,
  publicAccess: internet ? PublicAccess.fromCidrs('203.0.113.0/24') : PublicAccess.none(),
  vpcAccess: vpc ? [{ vpcId: `vpc-${region.region.replace(/\W/g, '')}`, vswitchId: 'vsw-1' }] : undefined,
});

const cases: fc.Arbitrary<Case> = registryProps.chain(props =>
  fc.record({
    props: fc.constant(props),
    opened: fc.array(fc.record({ internet: fc.boolean(), vpc: fc.boolean() }), { minLength: 6, maxLength: 6 }),
    imageHost: optional(fc.constantFrom('registry.acme.example', 'r.acme.example:5000')),
  }),
);

/** A registry that is valid, opened as the case has it. */
function declare({ props, opened: [first, ...rest] }: Case) {
  const app = newApp();
  const primary = open(props.primary, first);
  const replicas = props.replicas!.map((replica, i) => open(replica, rest[i]));
  return { app, registry: new GlobalRegistry(app, 'Acme', { ...props, primary, replicas }) };
}

const regionsOf = ({ props }: Case) => [props.primary, ...props.replicas!].map(({ region }) => region);

/** The hosts that a region has, as the documentation of Container Registry names them. */
function hostsIn({ props, opened }: Case, i: number): string[] {
  const host = (vpc: string) =>
    `${props.instanceName}-registry${vpc}.${regionsOf({ props, opened })[i]}.cr.aliyuncs.com`;
  return [...(opened[i].vpc ? [host('-vpc')] : []), ...(opened[i].internet ? [host('')] : [])];
}

/** Every configuration that there is, with the parser of its reader. */
const FORMATS = {
  containerd: { make: PullConfig.containerd, parse: parseToml },
  ack: { make: PullConfig.ack, parse: parseYaml },
  kyverno: { make: PullConfig.kyverno, parse: parseYaml },
  kustomize: { make: PullConfig.kustomize, parse: parseYaml },
  'pull-secret': {
    make: (options: { imageHost?: string }) => PullConfig.pullSecret({ ...options, username: 'robot' }),
    parse: (text: string) => JSON.parse(parseYaml(text).stringData['.dockerconfigjson']),
  },
  'acr-helper': {
    make: () => PullConfig.acrHelper(),
    parse: (text: string) => parseYaml(parseYaml(text).data['acr-registry-info']),
  },
} satisfies Record<
  PullFormat,
  { make: (options: { imageHost?: string }) => PullConfig; parse: (text: string) => unknown }
>;

const FORMAT_NAMES = Object.keys(FORMATS) as PullFormat[];

/** What is read in a text that only says why there is nothing in it. */
const NOTHING: Partial<Record<PullFormat, unknown>> = { containerd: {}, ack: null, kyverno: null };

const named = (text: string) =>
  text.replaceAll('[.]', '.').match(/[a-z0-9-]+-registry(?:-vpc)?\.[a-z0-9-]+\.cr\.aliyuncs\.com/g) ?? [];

const runs = { numRuns: process.env.CI ? 200 : 40 };

describe('for every registry', () => {
  test('every text is read by the parser of its reader, and names no host that does not exist', () => {
    const check = (one: Case) => {
      const { registry } = declare(one);
      const there = regionsOf(one).flatMap((_, i) => hostsIn(one, i));
      const imageHost = one.imageHost ?? registry.primary.registryHost;
      for (const region of regionsOf(one)) {
        for (const format of FORMAT_NAMES) {
          const { make, parse } = FORMATS[format];
          const text = registry.pullConfig(region, make({ imageHost: one.imageHost }));
          const isEmpty = text.replace(/^#.*\n/gm, '') === ''; // everything that could be written is closed
          const strangers = named(text).filter(host => ![...there, imageHost].includes(host));
          expect([format, parse(text), strangers]).toEqual([format, isEmpty ? NOTHING[format] : expect.anything(), []]);
        }
      }
    };
    fc.assert(fc.property(cases, check), runs);
  });

  test('hosts.toml has what is opened in the region, in order, for pulling alone, and the primary last', () => {
    const check = (one: Case) => {
      const { registry } = declare(one);
      const [last] = hostsIn({ ...one, opened: one.opened.map(opened => ({ ...opened, vpc: false })) }, 0);
      for (const [i, region] of regionsOf(one).entries()) {
        const text = registry.pullConfig(region, PullConfig.containerd({ imageHost: one.imageHost }));
        const { host = {}, server } = parseToml(text) as { host?: Record<string, unknown>; server?: string };
        expect(server).toBe(last && `https://${last}`);
        const before = hostsIn(one, i).filter(name => name !== last);
        const entries = before.map(name => [`https://${name}`, { capabilities: ['pull', 'resolve'] }]);
        expect(Object.entries(host)).toEqual(entries);
      }
    };
    fc.assert(fc.property(cases, check), runs);
  });

  test('the deployer writes the same bytes from what the library noted', () => {
    const check = (one: Case) => {
      const { app, registry } = declare(one);
      const { registries, stacks } = readAssembly(app.synth().directory, { regionOf: {} });
      expect(registries).toHaveLength(stacks.length === 0 ? 0 : 1);
      for (const [noted, region] of registries.flatMap(it => regionsOf(one).map(region => [it, region] as const))) {
        for (const format of FORMAT_NAMES) {
          const config = FORMATS[format].make({ imageHost: one.imageHost });
          const written = registry.pullConfig(region, config).replace(/\$\{Token\[[^\]]+\]\}/g, 'cri-made');
          const data = { format, imageHost: one.imageHost, username: 'robot' };
          expect(pullConfigText(withIds(noted), region, data)).toBe(written);
        }
      }
    };
    fc.assert(fc.property(cases, check), runs);
  });
});

/** What the deployer makes of it once the instances are there. */
function withIds(registry: PullRegistry): PullRegistry {
  const [primary, ...replicas] = [registry.primary, ...registry.replicas].map(region => ({
    ...region,
    instanceId: region.instanceId ?? 'cri-made',
  }));
  return { ...registry, primary, replicas };
}
