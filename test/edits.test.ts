import * as fc from 'fast-check';
import {
  GlobalRegistry,
  GlobalRegistryProps,
  Grantee,
  PublicAccess,
  RetentionRule,
  ScanRule,
  SyncTrigger,
} from '../lib';
import { Assembly, synth } from './support/assembly';
import { Service } from './support/service';

process.env.CDK_DISABLE_STACK_TRACE = '1'; // the core's own traces are most of the time of many small apps

/** Who may do what, as a user declares it. */
interface Grants {
  readonly pull: string[];
  readonly push: string[];
  readonly namespacePull: string[];
}

interface Declaration {
  readonly props: GlobalRegistryProps;
  readonly grants: Grants;
}

const A = '203.0.113.0/24';
const B = '198.51.100.0/24';
const access = fc.constantFrom(
  undefined,
  PublicAccess.none(),
  PublicAccess.fromCidrs(A),
  PublicAccess.fromCidrs(B),
  PublicAccess.fromCidrs(A, B),
  PublicAccess.anywhere(),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const users = fc.subarray(['ann', 'bob']);

const declaration: fc.Arbitrary<Declaration> = fc.record({
  props: fc.record({
    instanceName: fc.constant('acme'),
    publicAccess: access,
    scanRules: optional(fc.constantFrom([ScanRule.instance()], [ScanRule.instance({ tagsMatching: 'v.*' })])),
    retentionRules: optional(
      fc.constantFrom([RetentionRule.instance({ keepLast: 5 })], [RetentionRule.instance({ keepLast: 9 })]),
    ),
    primary: fc.record({ region: fc.constant('eu-central-1'), publicAccess: access }),
    replicas: fc.uniqueArray(fc.record({ region: fc.constantFrom('cn-hangzhou', 'us-east-1'), publicAccess: access }), {
      selector: ({ region }) => region,
    }),
    namespaces: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('prod', 'tools'),
        tagsMatching: optional(fc.constantFrom('v.*', 'r.*')),
        trigger: optional(fc.constantFrom(SyncTrigger.AUTOMATIC, SyncTrigger.MANUAL)),
        autoCreateRepositories: fc.constant(true),
        repositories: optional(fc.constant([{ name: 'api' }])),
      }),
      { selector: ({ name }) => name },
    ),
  }),
  grants: fc.record({ pull: users, push: users, namespacePull: users }),
});

function assemble({ props, grants }: Declaration): Assembly {
  return synth(app => {
    const registry = new GlobalRegistry(app, 'Acme', props);
    grants.pull.forEach(name => registry.grantPull(Grantee.user(name)));
    grants.push.forEach(name => registry.grantPush(Grantee.user(name)));
    grants.namespacePull.forEach(name => registry.namespaces[0]?.grantPull(Grantee.user(name)));
  });
}

/** The address blocks that a declaration lets into a region. */
function letIn({ props }: Declaration, region: string): string[] {
  const own = [props.primary, ...props.replicas!].find(options => options.region === region);
  return own === undefined ? [] : [...((own.publicAccess ?? props.publicAccess)?.cidrs ?? [])];
}

/** Who may do what in an assembly: "ann cr:PullRepository eu-central-1 prod/*". */
function permitted(assembly: Assembly): Set<string> {
  const found = assembly.stacks().flatMap(stack => {
    const { region } = assembly.metadata(stack) as { region: string };
    const documents = new Map(
      assembly.resources(stack, 'ALIYUN::RAM::ManagedPolicy').map(({ Properties }) => {
        const { PolicyName, PolicyDocument } = Properties as {
          PolicyName: string;
          PolicyDocument: { Statement: { Action: string[]; Resource: unknown[] }[] };
        };
        return [PolicyName, PolicyDocument.Statement] as const;
      }),
    );
    return assembly.resources(stack, 'ALIYUN::RAM::AttachPolicyToUser').flatMap(({ Properties }) => {
      const { UserName, PolicyName } = Properties as Record<string, string>;
      return documents
        .get(PolicyName)!
        .flatMap(({ Action, Resource }) =>
          Action.flatMap(action => Resource.map(arn => `${UserName} ${action} ${region} ${pathOf(arn)}`)),
        );
    });
  });
  return new Set(found);
}

/** The last part of an ARN, behind the instance. */
function pathOf(arn: unknown): string {
  const parts = (arn as { 'Fn::Join'?: [string, string[]] })['Fn::Join']?.[1];
  return parts === undefined ? (arn as string) : parts[parts.length - 1].slice(1);
}

/** Permissions, sorted, without those that another gives anyway: what is covered need not be said. */
const widest = (permissions: ReadonlySet<string>): string[] =>
  [...permissions].filter(one => !permissions.has(one.replace(/ [^ ]+\/\*$/, ' *')) || one.endsWith(' *')).sort();

/** What was asked for, said once more. */
function asked({ props, grants }: Declaration): Set<string> {
  const regions = ['eu-central-1', ...props.replicas!.map(({ region }) => region)];
  const namespace = props.namespaces![0]?.name;
  const everywhere = (names: string[], path: string) =>
    names.flatMap(name =>
      regions.flatMap(region => [
        `${name} cr:PullRepository ${region} ${path}`,
        `${name} cr:GetAuthorizationToken ${region} *`,
      ]),
    );
  const push = ['cr:PushRepository', 'cr:CreateRepository', 'cr:GetRepository', 'cr:GetAuthorizationToken'];
  return new Set([
    ...everywhere(grants.pull, '*'),
    ...(namespace === undefined ? [] : everywhere(grants.namespacePull, `${namespace}/*`)),
    ...grants.push.flatMap(name => push.map(action => `${name} ${action} eu-central-1 *`)),
  ]);
}

/** The endpoints that let in more than one of some declarations asked for; an empty list lets everybody in. */
function tooOpen(service: Service, declarations: readonly Declaration[]): string[] {
  return [...service.reachable()].flatMap(([stack, entries]) => {
    const region = stack.replace('acme-', '');
    const allowed = [...declarations.flatMap(declared => letIn(declared, region)), '127.0.0.2/32'];
    const strangers = entries.filter(entry => !allowed.includes(entry));
    return entries.length === 0 ? [`${stack}: everybody`] : strangers.map(entry => `${stack}: ${entry}`);
  });
}

describe('no sequence of edits', () => {
  const sequence = fc.array(declaration, { minLength: 2, maxLength: 6 });

  test.each(['create-first', 'delete-first'] as const)(
    'opens an endpoint to more than was declared, whatever ROS does first: %s',
    order => {
      fc.assert(
        fc.property(sequence, declarations => {
          const service = new Service();
          declarations.forEach((declared, i) => {
            const before = declarations[i - 1] ?? declared;
            const wrong: string[] = [];
            service.deploy(assemble(declared), order, () => wrong.push(...tooOpen(service, [before, declared])));
            expect(wrong).toEqual([]);
            for (const [stack, entries] of service.reachable()) {
              expect(entries).toEqual([...letIn(declared, stack.replace('acme-', '')), '127.0.0.2/32'].sort());
            }
          });
        }),
        { numRuns: 15 },
      );
    },
  );

  test('replaces or deletes something that holds images, or asks ROS for what it cannot update', () => {
    fc.assert(
      fc.property(sequence, declarations => {
        const service = new Service();
        declarations.forEach(declared => service.deploy(assemble(declared), 'create-first', () => undefined));
        expect([service.lost, service.replacements]).toEqual([[], []]);
      }),
      { numRuns: 15 },
    );
  });

  test('permits anybody anything but what was asked', () => {
    fc.assert(
      fc.property(declaration, declared =>
        expect(widest(permitted(assemble(declared)))).toEqual(widest(asked(declared))),
      ),
      { numRuns: 40 },
    );
  });
});
