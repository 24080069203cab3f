import type { ToldPool } from '#shared/messages/pools-api.ts';

/** Of those that issue, what lasts shortest at the pace of late comes first, and what nobody draws from before what issues nothing. */
export function shortestFirst(a: ToldPool, b: ToldPool): number {
  return (
    rankOf(a) - rankOf(b) ||
    Number(b.low) - Number(a.low) ||
    (daysOf(a) < daysOf(b) ? -1 : Number(daysOf(a) > daysOf(b))) ||
    (a.id < b.id ? -1 : 1)
  );
}

const rankOf = ({ state }: ToldPool): number => Number(state !== 'active');

/** What has none left lasts no day, whether anybody drew from it or not. */
const daysOf = ({ left, daysLeft }: ToldPool): number => (left === 0 ? 0 : (daysLeft ?? Number.POSITIVE_INFINITY));
