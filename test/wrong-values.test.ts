import * as ros from '@alicloud/ros-cdk-core';
import {
  CrossRegionReplication,
  Edition,
  GlobalRegistry,
  GlobalRegistryProps,
  Grantee,
  MirroredNamespace,
  PublicAccess,
  RegistryInstance,
  RegistryServiceRoles,
  ScanRule,
  SyncRule,
} from '../lib';
import { newApp, problems, synth } from './support/assembly';
import { acme, instanceIn, stackIn } from './support/registries';

const LATE = {
  text: ros.RosPseudo.region,
  list: ros.Token.asList({ Ref: 'Some' }),
  number: ros.Token.asNumber({ Ref: 'Some' }),
};

/** What a call says. */
function said(call: (app: ros.App) => unknown): string {
  try {
    call(newApp());
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('where a construct is put', () => {
  test.each<[string, (app: ros.App) => unknown, string]>([
    [
      'no scope',
      () => new GlobalRegistry(undefined as never, 'Acme', {} as never),
      '[new GlobalRegistry] scope is missing, but a construct is made in an app, a stack or another construct. Give the app as the first argument.',
    ],
    [
      'something else for a scope',
      () => new MirroredNamespace('app' as never, 'Prod', {} as never),
      '[new MirroredNamespace] scope is "app", but a construct is made in an app, a stack or another construct. Give the app as the first argument.',
    ],
    [
      'an app where a stack is needed',
      app => new RegistryInstance(app, 'Registry', {} as never),
      "[new RegistryInstance] scope is an App, but its resources belong in a stack, and there is none around it. Make it in a stack with a region, new ros.Stack(app, 'eu-central-1', { env: { region: 'eu-central-1' } }).",
    ],
    [
      'no id',
      app => new RegistryServiceRoles(stackIn(app, 'cn-hangzhou'), null as never),
      '[new RegistryServiceRoles] id is missing, but a construct has an id, a text that is known at synth. Give one as the second argument, such as "Registry".',
    ],
    [
      'an id that is decided at deploy time',
      app => new CrossRegionReplication(stackIn(app, 'cn-hangzhou'), LATE.text, {} as never),
      '[new CrossRegionReplication] id is decided at deploy time, but a construct has an id, a text that is known at synth. Give one as the second argument, such as "Registry".',
    ],
    [
      'an id that is taken',
      app => [acme(app), acme(app)],
      '[new GlobalRegistry] id is "Acme", but each construct has an id of its own in its scope. Choose another id for one of the two.',
    ],
  ])('refuses %s', (_, call, message) => expect(said(call)).toBe(message));

  test('may be as deep as it likes: names that would be too long end in a hash', () => {
    const assembly = synth(app => {
      const deep = new ros.Construct(stackIn(app, 'cn-hangzhou'), 'x'.repeat(400));
      new RegistryInstance(deep, 'Registry', { instanceName: 'acme', edition: Edition.BASIC });
      acme(new ros.Construct(app, 'y'.repeat(2000)), { replicas: [] });
    });
    const ids = assembly.stacks().flatMap(stack => Object.keys(assembly.template(stack).Resources));
    expect(Math.max(...ids.map(id => id.length))).toBe(208);
    expect(Math.max(...assembly.stacks().map(stack => String(assembly.template(stack).Description ?? '').length))).toBe(
      256,
    );
  });
});

describe('a value that is decided at deploy time', () => {
  const primary = { region: 'eu-central-1' };

  test.each<[string, Partial<GlobalRegistryProps>, string]>([
    [
      'for a list',
      { replicas: LATE.list as never },
      'replicas is decided at deploy time, but it is checked at synth. Write the value itself.',
    ],
    [
      'for an item that our classes make',
      { scanRules: [LATE.text as never] },
      'scanRules[0] is decided at deploy time, but it is checked at synth. Write the value itself.',
    ],
    [
      'for true or false',
      { namespaces: [{ name: 'prod', autoCreateRepositories: LATE.text as never }] },
      'namespaces[0].autoCreateRepositories is decided at deploy time, but it is checked at synth. Write the value itself.',
    ],
    [
      'for a member of an enum',
      { primary: { ...primary, imageScanner: LATE.text as never } },
      'primary.imageScanner is decided at deploy time, but it is checked at synth. Write the value itself.',
    ],
    [
      'where it is a number and a text belongs',
      { primary: { ...primary, storageBucketName: LATE.number as never } },
      'primary.storageBucketName is decided at deploy time, but what is decided then is a number, and this is a text. Give a text.',
    ],
    [
      'where it is a text and a number belongs',
      { primary: { ...primary, periodMonths: LATE.text as never } },
      'primary.periodMonths is decided at deploy time, but what is decided then is a text, and this is a number. Give a number.',
    ],
  ])('is refused %s', (_, props, message) => expect(problems(app => acme(app, props))).toEqual([`[Acme] ${message}`]));

  test('is refused for an argument, and never shown as the core writes it', () => {
    const wrong = 'but it is made by Grantee. Write Grantee.role("..."), Grantee.user("...") or Grantee.group("...").';
    for (const late of Object.values(LATE)) {
      expect(said(app => acme(app).grantPull(late as never))).toBe(
        `[Acme] grantee is decided at deploy time, ${wrong}`,
      );
    }
    expect(said(app => acme(app).grantPull({ name: LATE.text } as never))).toBe(
      `[Acme] grantee is {"name":"(decided at deploy time)"}, ${wrong}`,
    );
    expect(said(app => instanceIn(app, 'cn-hangzhou').imageUri('prod', 'api', LATE.list as never))).toContain(
      'tag is decided at deploy time, but a tag has',
    );
  });

  test('may be the name of a bucket of the service roles, of another stack as well', () => {
    const assembly = synth(app => {
      const [storage, account] = ['storage', 'account'].map(id => stackIn(app, 'eu-central-1', id));
      const bucket = new ros.RosResource(storage, 'Layers', { type: 'ALIYUN::OSS::Bucket', properties: {} });
      const own = new ros.RosParameter(account, 'Own', { type: ros.RosParameterType.STRING });
      const storageBucketNames = [bucket.getAtt('Name').toString(), own.valueAsString, 'layers'];
      new RegistryServiceRoles(account, 'Roles', { storageBucketNames });
    });
    const policies = assembly.resources('account', 'ALIYUN::RAM::ManagedPolicy');
    expect(policies.map(({ Properties }) => (Properties as { PolicyName: string }).PolicyName)).toEqual([
      'container-registry-bucket-3a45d35a',
      'container-registry-bucket-5b2dca7a',
      'container-registry-bucket-layers',
    ]);
    expect(assembly.dependencies('account')).toEqual(['storage']);
    expect(assembly.text('account')).toContain('"Fn::GetStackOutput"');
  });
});

describe('what is not what it looks like', () => {
  test('is refused: the fields of an object that our classes make', () => {
    expect(problems(app => acme(app, { publicAccess: { ...PublicAccess.anywhere() } as never }))).toEqual([
      '[Acme] publicAccess is {"cidrs":["0.0.0.0/0"],"enabled":true,"timesClosed":0,"_kind":"PublicAccess"}, but it is made by PublicAccess. Write PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
    ]);
  });

  test('is refused: a number, an object that holds itself, or a construct for a rule', () => {
    const itself: Record<string, unknown> = {};
    itself.itself = itself;
    const app = newApp();
    const scanRules = [10n, itself, stackIn(app, 'cn-hangzhou'), ScanRule.instance()] as never[];
    expect(said(() => acme(app, { scanRules }))).toBe(
      [
        '[Acme] 3 problems:',
        'scanRules[0] is 10, but it is made by ScanRule. Write ScanRule.instance(), .namespace(...) or .repository(...).',
        'scanRules[1] is an object, but it is made by ScanRule. Write ScanRule.instance(), .namespace(...) or .repository(...).',
        'scanRules[2] is a Stack, but it is made by ScanRule. Write ScanRule.instance(), .namespace(...) or .repository(...).',
      ].join('\n  '),
    );
  });

  test('is refused once: an account that is none says nothing of what its owner must do', () => {
    expect(problems(app => acme(app, { replicas: [{ region: 'cn-hangzhou', accountId: 'x'.repeat(5000) }] }))).toEqual([
      expect.stringMatching(
        /^\[Acme\] replicas\[0\]\.accountId is "x{80}\.\.\." \(5000 characters\), but an account is named/,
      ),
    ]);
  });

  test('is refused: something else than a list of instances', () => {
    expect(
      said(
        app =>
          new MirroredNamespace(app, 'Prod', {
            namespaceName: 'prod',
            instances: instanceIn(app, 'cn-hangzhou') as never,
          }),
      ),
    ).toBe('[Prod] instances is a RegistryInstance, but it is a list. Put it into square brackets.');
  });

  test('is refused: null for the region of an instance that exists', () => {
    const attributes = { instanceId: 'cri-1', instanceName: 'acme', region: null as never };
    expect(said(app => RegistryInstance.fromInstanceAttributes(stackIn(app, 'cn-hangzhou'), 'Old', attributes))).toBe(
      '[stack-cn-hangzhou/Old] region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
    );
  });

  test('is refused: what is no text for a filter to be held against', () => {
    expect(said(() => SyncRule.namespace('prod').matches(Symbol('api') as never, undefined as never))).toBe(
      [
        '[SyncRule.matches] 2 problems:',
        'repository is Symbol(api), but filters are compared with a text. Give the name itself.',
        'tag is missing, but filters are compared with a text. Give the name itself.',
      ].join('\n  '),
    );
  });

  test('is taken: tags without a prototype, and frozen options', () => {
    const tags = Object.assign(Object.create(null) as Record<string, string>, { team: 'platform' });
    const assembly = synth(app => acme(app, { tags, namespaces: [Object.freeze({ name: 'prod' })] }));
    expect(assembly.tags('acme-eu-central-1')).toEqual({ team: 'platform' });
  });

  test('is taken: options that are used again with another name', () => {
    const options = { name: 'api' };
    const assembly = synth(app => {
      const namespace = new MirroredNamespace(app, 'Prod', { namespaceName: 'prod', instances: [] });
      namespace.addRepository(options);
      options.name = 'web';
      namespace.addRepository(options);
      namespace.addInstance(instanceIn(app, 'cn-hangzhou'));
    });
    const names = assembly.resources('stack-cn-hangzhou', 'ALIYUN::CR::Repository');
    expect(names.map(({ Properties }) => (Properties as { RepoName: string }).RepoName)).toEqual(['api', 'web']);
  });
});

describe('what comes after app.synth()', () => {
  const LOST =
    'the app is synthesised already, but app.synth() writes once, and what is added now would be lost. Add it before app.synth().';

  test.each<[string, (registry: GlobalRegistry, app: ros.App) => unknown, string]>([
    ['a replica', registry => registry.addReplica({ region: 'us-east-1' }), 'Acme'],
    ['a namespace', registry => registry.addNamespace({ name: 'tools' }), 'Acme'],
    ['a permission', registry => registry.grantPull(Grantee.user('ci')), 'Acme'],
    [
      'a permission on an instance',
      registry => registry.primary.grantPull(Grantee.user('ci')),
      'Acme/eu-central-1/Registry',
    ],
    [
      'a permission on a namespace',
      registry => registry.namespaces[0].grantPull(Grantee.user('ci')),
      'Acme/Namespace-prod',
    ],
    ['a repository', registry => registry.namespaces[0].addRepository({ name: 'api' }), 'Acme/Namespace-prod'],
    [
      'a rule',
      registry => registry.replications[0].addRule(SyncRule.namespace('prod')),
      'Acme/eu-central-1-to-cn-hangzhou/Replication',
    ],
    ['another registry', (_, app) => new GlobalRegistry(app, 'Other', {} as never), 'new GlobalRegistry'],
    [
      'an instance of another stage',
      (_, app) => new RegistryInstance(stackIn(new ros.Stage(app, 'Stage'), 'cn-hangzhou'), 'Registry', {} as never),
      'new RegistryInstance',
    ],
  ])('is refused, for it would be lost: %s', (_, add, who) => {
    const app = newApp();
    const registry = acme(app);
    app.synth();
    expect(() => add(registry, app)).toThrow(new Error(`[${who}] ${LOST}`));
  });
});
