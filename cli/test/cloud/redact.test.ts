import fc from 'fast-check';
import { Redactor } from '../../src/cloud/redact';

describe('secrets', () => {
  test('are hidden wherever they stand, encoded or not', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 6, unit: 'binary' }), fc.string(), (before, secret, after) => {
        const redactor = new Redactor();
        redactor.add(secret);
        fc.pre(!'[hidden]'.includes(secret));
        expect(redactor.clean(`${before}${secret}${after}`)).toContain('[hidden]');
      }),
    );
  });
});
