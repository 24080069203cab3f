import type { DeskKind } from './kinds.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEKEND = [0, 6];

/**
 * How long the side whose turn it is has. Goods that nobody may sell without data, and notices: 24 h, as the PDG's blueprint and FDA's 24 hours of
 * illegitimate product have it; other goods 48 h; master data three business days.
 */
const hours: Readonly<Record<Exclude<DeskKind, 'master-data'>, number>> = {
  'missing-data': 24,
  'suspect-product': 24,
  recall: 24,
  'missing-product': 48,
  overage: 48,
  underage: 48,
  misalignment: 48,
};
const BUSINESS_DAYS = 3;

/** When an answer is due that is awaited since `from`. Business days are Monday to Friday in UTC: holidays differ from partner to partner, and count. */
export function answerDue(kind: DeskKind, from: Date): Date {
  if (kind !== 'master-data') return new Date(from.getTime() + hours[kind] * HOUR_MS);
  let due = from.getTime();
  for (let left = BUSINESS_DAYS; left > 0; ) {
    due += DAY_MS;
    if (!WEEKEND.includes(new Date(due).getUTCDay())) left--;
  }
  return new Date(due);
}

/** How long something that was found by itself may explain itself before the partner is told: data come after goods, and a lorry is unloaded for a day. */
export const graceMs = (kind: DeskKind): number => (kind === 'missing-product' ? DAY_MS : 4 * HOUR_MS);
