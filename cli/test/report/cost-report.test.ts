import { estimatesOf } from '../../src/cloud/estimates';
import { monthlyOf } from '../../src/report/money';

describe('prices', () => {
  const raw = (amount: number, period: number, unit: string, currency = 'USD') => ({
    Type: 'T',
    Result: {
      Order: { Currency: currency, TradeAmount: amount },
      OrderSupplement: { Period: period, PeriodUnit: unit },
    },
  });

  test('are brought to a month, and never added over currencies', () => {
    const estimates = estimatesOf({
      a: raw(120, 12, 'Month'),
      b: raw(24, 1, 'Year'),
      c: raw(7, 1, 'Month', 'CNY'),
      d: { Type: 'T', Result: null },
    });
    expect(monthlyOf(estimates)).toEqual({ USD: 12, CNY: 7 });
  });

  test('by the hour are no price of a month', () => {
    expect(monthlyOf(estimatesOf({ a: raw(1, 1, 'Hour') }))).toEqual({});
  });
});
