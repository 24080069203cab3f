import type { ToldPool } from '../../shared/messages/pools-api.ts';
import { count } from './count.ts';

/** What a pool issues for: a GTIN, or a company prefix with its extension digit. */
export const spaceOf = (pool: ToldPool): string =>
  pool.kind === 'sscc' ? `${pool.extensionDigit} ${pool.companyPrefix}` : pool.gtin;

export const kindWords = {
  random: 'random serials',
  sequential: 'serials in order',
  sscc: 'SSCCs',
  imported: 'imported codes',
} as const;

const MOST_DAYS = 3650;

/** For how long what is left of a pool lasts, at the pace of its last days. */
export function lastsWords({ daysLeft, drawn, next }: Pick<ToldPool, 'daysLeft' | 'drawn' | 'next'>): string {
  if (daysLeft !== undefined) {
    if (daysLeft > MOST_DAYS) return 'more than 10 years';
    return daysLeft === 1 ? '1 day' : `${count(daysLeft)} days`;
  }
  if (drawn !== undefined) return `nothing drawn in ${drawn.days} days`;
  // What was drawn before it was counted tells no pace.
  return next === 0 ? 'nothing drawn yet' : 'nothing drawn lately';
}
