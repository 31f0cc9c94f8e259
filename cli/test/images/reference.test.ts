import { parseReference, parseScope, systemHost } from '../../src/images/reference';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

describe('the name of an image', () => {
  test.each([
    ['prod/api:v1', { namespace: 'prod', repository: 'api', tag: 'v1' }],
    [`prod/web@${DIGEST}`, { namespace: 'prod', repository: 'web', digest: DIGEST }],
    [`prod/web:v1@${DIGEST}`, { namespace: 'prod', repository: 'web', tag: 'v1', digest: DIGEST }],
    [
      'acme-registry.eu-central-1.cr.aliyuncs.com/prod/api:v1',
      { host: 'acme-registry.eu-central-1.cr.aliyuncs.com', namespace: 'prod', repository: 'api', tag: 'v1' },
    ],
    ['docker://prod/api:v1', { namespace: 'prod', repository: 'api', tag: 'v1' }],
    ['127.0.0.1:40001/prod/api:v1', { host: '127.0.0.1:40001', namespace: 'prod', repository: 'api', tag: 'v1' }],
    [
      'registry.example.com:5000/aa/bb:c',
      { host: 'registry.example.com:5000', namespace: 'aa', repository: 'bb', tag: 'c' },
    ],
  ])('may be %s', (text, expected) => {
    const { text: whole, ...parts } = parseReference(text);
    expect(whole).toBe(text);
    expect(JSON.parse(JSON.stringify(parts))).toEqual(expected);
  });

  test.each([
    ['api:v1', 'The image is "api:v1", but it names no namespace. Write, for instance, prod/api:v1.'],
    ['prod/api', 'The image is "prod/api", but an image has a tag or a digest. Write, for instance, prod/api:latest.'],
    [
      'prod/api:',
      'The image is "prod/api:", but a tag has 1 to 128 letters, digits, "_", "." and "-". Write, for instance, prod/api:v1.',
    ],
    [
      'prod/api@sha256:12',
      'The image is "prod/api@sha256:12", but a digest is sha256: and 64 hexadecimal digits, or sha512: and 128. Write, for instance, prod/api:v1.',
    ],
    [
      'a/b/c:v1',
      'The image is "a/b/c:v1", but it has 3 parts, and an image has a namespace and a repository; a host has a dot or a port. Write, for instance, prod/api:v1.',
    ],
    [
      'Prod/api:v1',
      'The image is "Prod/api:v1", but its namespace is "Prod", and such a name has lowercase letters, digits, "-", "_" and ".", and begins and ends with a letter or a digit. Write, for instance, prod/api:v1.',
    ],
    [
      'prod/über:v1',
      'The image is "prod/über:v1", but its repository is "über", and such a name has lowercase letters, digits, "-", "_" and ".", and begins and ends with a letter or a digit. Write, for instance, prod/api:v1.',
    ],
    [
      'filt/x:v1',
      'The image is "filt/x:v1", but its repository is "x", and such a name has 2 to 64 characters. Write, for instance, prod/api:v1.',
    ],
    ['/api:v1', 'The image is "/api:v1", but its namespace is empty. Write, for instance, prod/api:v1.'],
    ['prod/:v1', 'The image is "prod/:v1", but its repository is empty. Write, for instance, prod/api:v1.'],
    [
      'https://acme.example/prod/api:v1',
      'The image is "https://acme.example/prod/api:v1", but "https://" is no part of the name of an image. Write, for instance, acme.example/prod/api:v1.',
    ],
    [
      'prod/api@sha256:1@sha256:2',
      'The image is "prod/api@sha256:1@sha256:2", but it has two digests. Write, for instance, prod/api:v1.',
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseReference(text)).toThrow(message);
  });
});

test('what is looked at is a namespace or a repository, and refuses anything longer', () => {
  expect([parseScope(undefined), parseScope('prod'), parseScope('prod/api')]).toEqual([
    {},
    { namespace: 'prod' },
    { namespace: 'prod', repository: 'api' },
  ]);
  expect(() => parseScope('prod/api:v1')).toThrow(
    '"prod/api:v1" names nothing to look at: it is a namespace such as prod, or a repository such as prod/api, without a host and without a tag.',
  );
  expect(() => parseScope('prod/x')).toThrow(
    '"prod/x" names nothing to look at: it is a namespace such as prod, or a repository such as prod/api, without a host and without a tag. Such a name has 2 to 64 characters.',
  );
});

test('a host of the service says which registry it is of', () => {
  const acme = { instanceName: 'acme', region: 'cn-hangzhou' };
  expect(systemHost('acme-registry.cn-hangzhou.cr.aliyuncs.com')).toEqual(acme);
  expect(systemHost('acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com:443')).toEqual(acme);
  expect(systemHost('registry.example.com')).toBeUndefined();
});
