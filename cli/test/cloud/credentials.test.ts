import { credentialsFrom } from '../../src/cloud/credentials';
import { Redactor } from '../../src/cloud/redact';

test('credentials are asked for again at every call, and each that comes is hidden', async () => {
  const names = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'] as const;
  const before = names.map(name => process.env[name]);
  const set = (...values: (string | undefined)[]) =>
    names.forEach((name, index) => {
      if (values[index] === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = values[index];
      }
    });
  set('first-key', 'first-secret');
  const redactor = new Redactor();
  const credential = credentialsFrom(undefined, redactor);
  const first = await credential.getCredential();
  set('second-key', 'second-secret');
  const second = await credential.getCredential();
  set(...before);
  expect([first.accessKeyId, second.accessKeyId]).toEqual(['first-key', 'second-key']);
  expect(redactor.clean('first-key first-secret second-key second-secret')).toBe('[hidden] [hidden] [hidden] [hidden]');
});
