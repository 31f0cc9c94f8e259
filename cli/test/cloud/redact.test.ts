import fc from 'fast-check';
import { Redactor } from '../../src/cloud/redact';

const cleaned = (text: string, ...secrets: string[]): string => {
  const redactor = new Redactor();
  redactor.add(...secrets);
  return redactor.clean(text);
};

describe('secrets', () => {
  test('are hidden wherever they stand, encoded or not', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 6, unit: 'binary' }), fc.string(), (before, secret, after) => {
        fc.pre(!'[hidden]'.includes(secret) && !/^[A-Z]?[a-z]+([-_.][a-z]+)*$/.test(secret) && secret !== 'simulator');
        for (const form of [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret)]) {
          expect(cleaned(`${before}${form}${after}`, secret)).toContain('[hidden]');
        }
      }),
    );
  });

  test('are hidden where a line is broken in them', () => {
    expect(cleaned('the phrase "correct\n  horse battery" is wrong', 'correct horse battery')).toBe(
      'the phrase "[hidden]" is wrong',
    );
  });

  test('of several lines are hidden line by line, as text is shown', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----\n';
    expect(cleaned('a MIIEvQIBADAN b', key)).toBe('a [hidden] b');
    expect(cleaned(key, key)).not.toMatch(/MII|Bgk/);
  });

  test('that begin alike leave no end of the longer one, in whatever order they came', () => {
    expect(cleaned('abc123-and-more', 'abc123', 'abc123-and-more')).toBe('[hidden]');
    expect(cleaned('abc123-and-more', 'abc123-and-more', 'abc123')).toBe('[hidden]');
  });

  test('that are ordinary words hide themselves, and no word or name that they are a part of', () => {
    const text = 'deploy deploys redeploy deploy-all deploy.json ./deploy/x "deploy" =deploy. deploy: deployed';
    expect(cleaned(text, 'deploy')).toBe(
      '[hidden] deploys redeploy deploy-all deploy.json ./deploy/x "[hidden]" =[hidden]. [hidden]: deployed',
    );
  });

  test('that are shorter than six characters are not hidden', () => {
    expect(cleaned('prod/api:v1', 'prod')).toBe('prod/api:v1');
  });

  test('of the simulator hide its secret, and not its name', () => {
    expect(
      cleaned('simulator: .global-registry/simulator.json, simulator-secret', 'simulator', 'simulator-secret'),
    ).toBe('simulator: .global-registry/simulator.json, [hidden]');
  });

  test('that mean something in a pattern are hidden as they are', () => {
    expect(cleaned('x (a|b)*[c]$^. y', '(a|b)*[c]$^.')).toBe('x [hidden] y');
  });
});
