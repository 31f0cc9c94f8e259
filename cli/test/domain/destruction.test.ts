import { confirmationOf } from '../../src/domain/destruction';
import { GERMANY_HANGZHOU, declared } from '../support/assemblies';

test('what is typed to confirm a deletion is the prefix', () => {
  expect(confirmationOf(declared(GERMANY_HANGZHOU))).toBe('acme');
  const [stack] = declared(GERMANY_HANGZHOU);
  expect(confirmationOf([stack, { ...stack, name: `${stack.name}-team-a` }])).toBe('acme');
  expect(confirmationOf(declared(GERMANY_HANGZHOU).filter(({ role }) => role === 'replication'))).toBe('acme');
});
