import type { Estimate } from '../domain/records';

interface Raw {
  readonly Type?: string;
  readonly Success?: boolean;
  readonly Note?: string;
  readonly Result?: {
    readonly Order?: { readonly Currency?: string; readonly TradeAmount?: number };
    readonly OrderSupplement?: { readonly Period?: number; readonly PeriodUnit?: string };
  } | null;
}

const MONTHS: Readonly<Record<string, number>> = { Month: 1, Year: 12 };

/** Reads the Resources of GetTemplateEstimateCost. What is paid by use, or has no price, keeps no amount. */
export function estimatesOf(resources: Readonly<Record<string, unknown>>): Estimate[] {
  return Object.entries(resources).map(([logicalId, value]) => {
    const raw = value as Raw;
    const { Order: order, OrderSupplement: supplement } = raw.Result ?? {};
    const months = (supplement?.Period ?? 1) * (MONTHS[supplement?.PeriodUnit ?? ''] ?? Number.NaN);
    const priced = order?.TradeAmount !== undefined && Number.isFinite(months) && months > 0;
    return {
      logicalId,
      type: raw.Type ?? '',
      note: raw.Note,
      ...(priced ? { months, amount: order.TradeAmount, currency: order.Currency ?? '' } : {}),
    };
  });
}
