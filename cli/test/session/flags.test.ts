import { concurrency } from '../../src/session/flags';

test('concurrency refuses more than ROS runs', () => {
  expect(concurrency('50')).toBe(50);
  for (const text of ['0', '51', '1.5', 'many']) {
    expect(() => concurrency(text)).toThrow(
      'It is a whole number from 1 to 50, the most that ROS runs for an account.',
    );
  }
});
