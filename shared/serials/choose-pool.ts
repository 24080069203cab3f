import { type Refusal, refuse } from '../refusal.ts';
import { leftIn, type Pool } from './pool.ts';
import { codeProfiles } from './profiles.ts';

/** Profiles that a word for a market stands for: one by its id, or all of a market. */
export const profilesFor = (market: string): readonly string[] =>
  codeProfiles
    .filter(({ id, market: of }) => id === market.toLowerCase() || of === market.toUpperCase())
    .map(({ id }) => id);

/** Where a partner's message says of what numbers are asked for. */
const OBJECT = '/SerialRequest/ObjectKey';

/**
 * The pool that numbers of one product, or of one kind of container, are drawn from: it issues now, is of the market, and has as many left as are asked for. Where none
 * has so many, the one that has most: whoever draws from it is told how many that are, and it is refilled.
 *
 * @param pools those that issue for it
 * @param market a profile, or the code of a market as its profiles name it
 */
export function choosePool(pools: readonly Pool[], count: number, market?: string): Pool | Refusal {
  if (pools.length === 0)
    return refuse('not-found', 'no pool issues such numbers', {
      ...{ at: OBJECT, rule: 'Seriate: numbers are drawn from the pool of a product' },
      remedy: 'ask us to make a pool for it',
    });
  const wanted = market === undefined ? undefined : profilesFor(market);
  const fitting = pools.filter(({ profile }) => wanted === undefined || wanted.includes(profile ?? ''));
  if (fitting.length === 0)
    return refuse('not-found', `no pool issues such numbers for the market ${market}`, {
      ...{ at: OBJECT, rule: 'Seriate: a pool issues codes of one market profile' },
      remedy: `ask for ${namesOf(pools)}, or leave the market out`,
    });
  const active = fitting.filter(({ state }) => state === 'active');
  if (active.length === 0)
    return refuse('conflict', `pool ${fitting[0]?.id} is ${fitting[0]?.state} and issues nothing`, {
      ...{ at: OBJECT, rule: 'Seriate: only an active pool issues' },
      remedy: 'ask us when it issues again',
    });
  if (new Set(active.map(({ profile }) => profile)).size > 1)
    return refuse('conflict', `there are such numbers for several markets: ${namesOf(active)}`, {
      ...{ at: OBJECT, rule: 'Seriate: a pool issues codes of one market profile' },
      remedy: 'name the market',
    });
  const byLeft = active.toSorted((a, b) => leftIn(b) - leftIn(a));
  // The first that has enough, so that whoever asks twice draws from one.
  return active.find((pool) => leftIn(pool) >= count) ?? byLeft[0] ?? active[0] ?? refuse('not-found', 'no pool');
}

const namesOf = (pools: readonly Pool[]) => [...new Set(pools.map(({ profile = 'none' }) => profile))].join(', ');
