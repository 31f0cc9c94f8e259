import fc from 'fast-check';
import { adoptedApp } from '../../src/adoption/adopt';
import { differences, fingerprint } from '../../src/adoption/fingerprint';
import { groupsOf } from '../../src/adoption/grouping';
import type { FoundRegistry, FoundRule } from '../../src/domain/found';
import { found, foundRegistries, ruleTo } from '../support/found';
import { appFiles } from '../../src/writing/files';
import { plain } from '../../src/adoption/words';
import { PYTHON } from '../../src/writing/python';
import { TYPESCRIPT } from '../../src/writing/typescript';

const [hangzhou, germany] = foundRegistries();

const shape = (registries: readonly FoundRegistry[]) =>
  groupsOf(registries).map(({ primary, replicas }) => [primary, ...replicas].map(({ instanceId }) => instanceId));

describe('registries', () => {
  test('that rules tie are a primary and its replicas, in whatever order they come', () => {
    expect(shape([hangzhou, germany])).toEqual([['cri-eu', 'cri-cn']]);
    expect(shape([germany, hangzhou])).toEqual([['cri-eu', 'cri-cn']]);
  });

  test('beyond one in a region, and sources of a target that has one, are registries of their own', () => {
    const second = found('cri-cn2', 'cn-hangzhou', { name: 'other' });
    const source = found('cri-us', 'us-east-1', { rules: [ruleTo(hangzhou)] });
    const all = [{ ...germany, rules: [ruleTo(hangzhou), ruleTo(second)] }, hangzhou, second, source];
    expect(shape(all)).toEqual([['cri-cn2'], ['cri-eu', 'cri-cn'], ['cri-us']]);
  });

  test('in a circle or a chain end in registries with one source each', () => {
    const back = { ...hangzhou, rules: [ruleTo(germany)] };
    expect(shape([germany, back])).toEqual([['cri-cn', 'cri-eu']]);
  });
});

describe('the fingerprint', () => {
  test('is the same in whatever order registries come, and another as soon as anything is', () => {
    expect(fingerprint([germany, hangzhou])).toBe(fingerprint([hangzhou, germany]));
    const repository = {
      id: 'crr-1',
      namespace: 'prod',
      name: 'api',
      visibility: 'PRIVATE',
      summary: '',
      detail: '',
      immutable: false,
    };
    const pushed = (digest: string) => ({
      ...germany,
      repositories: [{ ...repository, tags: [{ tag: 'v1', digest }] }],
    });
    expect(differences([pushed('sha256:1')], [pushed('sha256:2')])).toEqual(['cri-eu/repositories/prod/api']);
    expect(differences([pushed('sha256:1')], [germany])).toEqual(['cri-eu/repositories/prod/api']);
    expect(fingerprint([pushed('sha256:1')])).not.toBe(fingerprint([pushed('sha256:2')]));
  });
});

describe('an adopted app', () => {
  test('takes instances, namespaces and rules as they are', () => {
    const [registry] = adoptedApp([germany, hangzhou]).registries;
    expect(registry).toMatchObject({
      id: 'Acme',
      instanceName: 'acme',
      primary: { region: 'eu-central-1', existingInstanceId: 'cri-eu', edition: 'ADVANCED' },
      replicas: [{ region: 'cn-hangzhou', existingInstanceId: 'cri-cn', edition: 'BASIC' }],
      namespaces: [{ name: 'prod', existingIn: ['eu-central-1', 'cn-hangzhou'], existingRulesTo: ['cn-hangzhou'] }],
      apart: [],
      rules: [{ name: 'to-cn-hangzhou', declared: { ruleName: 'to-cn-hangzhou', replica: 'cn-hangzhou' } }],
    });
    expect(registry.namespaces[0].notes).toEqual(['Copied to cn-hangzhou by to-cn-hangzhou (crsr-cri-cn).']);
  });

  test.each<[string, Partial<FoundRule>]>([
    ['its target is in another account, whose UID the service does not tell', { foreign: true }],
    ['it copies to another name, and a mirrored namespace has one name everywhere', { targetNamespace: 'copy' }],
    ['its filter cannot be read here', { tagFilter: '(a+)+' }],
    ['its name is no line of text', { name: 'two\nlines' }],
    ['its scope ALL is not known here', { scope: 'ALL' }],
  ])('names the rule that the library cannot say: %s', (obstacle, more) => {
    const [{ rules }] = adoptedApp([{ ...germany, rules: [ruleTo(hangzhou, more)] }, hangzhou]).registries;
    expect(rules).toEqual([expect.objectContaining({ obstacle, declared: undefined })]);
  });

  test('has names that TypeScript, Python and ROS take, also of instances that begin with a digit or are there twice', () => {
    const all = [
      found('cri-1', 'eu-central-1', { name: '1-acme' }),
      found('cri-2', 'eu-central-1'),
      found('cri-3', 'us-east-1'),
    ];
    expect(adoptedApp(all).registries.map(({ id, stackNamePrefix }) => [id, stackNamePrefix])).toEqual([
      ['Registry1Acme', 'registry-1-acme'],
      ['AcmeEuCentral1', 'acme-eu-central-1'],
      ['AcmeUsEast1', 'acme-us-east-1'],
    ]);
  });

  test('has stacks of other names than those that are there, in whatever region', () => {
    const namesOf = (...there: [region: string, name: string][]) => {
      const stacks = there.map(([region, name]) => ({ region, name }));
      const [{ stackNamePrefix, namesakes }] = adoptedApp([germany, hangzhou], undefined, {
        stacks,
        holders: [],
      }).registries;
      return [stackNamePrefix, namesakes.map(({ name }) => name)];
    };
    expect(namesOf(['eu-central-1', 'acme-cn-hangzhou'], ['eu-central-1', 'acme'])).toEqual([undefined, []]);
    expect(namesOf(['cn-hangzhou', 'acme-cn-hangzhou'])).toEqual(['acme-adopted', ['acme-cn-hangzhou']]);
    expect(
      namesOf(['eu-central-1', 'acme-eu-central-1-to-cn-hangzhou'], ['eu-central-1', 'acme-adopted-eu-central-1']),
    ).toEqual(['acme-adopted-2', ['acme-eu-central-1-to-cn-hangzhou']]);
  });

  test('warns of a list that lets everybody in', () => {
    const open = { ...germany, internet: { enabled: true, entries: [] } };
    expect(adoptedApp([open, hangzhou]).registries[0].primary.notes).toEqual([
      'DANGER: Internet access is on and its list is empty, which lets everybody in. Add an entry in the console.',
    ]);
  });

  test('leaves most repositories of pushes out where there are too many', () => {
    const names = Array.from({ length: 101 }, (_, i) => `r${i}-api`);
    const settings = { namespace: 'prod', visibility: 'PRIVATE', summary: '', detail: '', immutable: false, tags: [] };
    const repositories = names.map(name => ({ ...settings, id: name, name, immutable: name === 'r7-api' }));
    const [{ namespaces }] = adoptedApp([{ ...germany, rules: [], repositories }]).registries;
    expect(namespaces[0].repositories.map(({ name }) => name)).toEqual(['r7-api']);
    expect(namespaces[0].notes).toEqual([
      expect.stringMatching(/^Made by pushing, and too many to declare: .* and 80 more\.$/),
    ]);
  });
});

describe('what somebody wrote', () => {
  test('is the same text in the program', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(new Function(`return ${TYPESCRIPT.text(text)}`)()).toBe(text);
        expect(JSON.parse(PYTHON.text(text))).toBe(text);
      }),
    );
  });

  test('stays in its comment', () => {
    const codeOf = (comment: string, name: string) => {
      const internet = { enabled: true, entries: [{ cidr: '203.0.113.0/24', comment }] };
      const told = { ...germany, internet, rules: [ruleTo(hangzhou, { name, targetNamespace: comment })] };
      const file = appFiles(adoptedApp([told, hangzhou]), 'typescript')['lib/registry.ts'];
      return file.split(/[\n\r\u2028\u2029]/).filter(line => line.trim() !== '' && !/^ *(\/\/|\*|\/\*)/.test(line));
    };
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (comment, name) => {
        expect(codeOf(comment, name)).toEqual(codeOf('an office', 'nightly'));
      }),
    );
    expect(plain('a\u2028b\u202e')).toBe('"a\\u2028b\\u202e"');
  });
});
