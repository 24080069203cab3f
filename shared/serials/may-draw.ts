import { type Refusal, refuse } from '../refusal.ts';
import type { Pool } from './pool.ts';
import { codeProfile, codeProfiles } from './profiles.ts';

/** Why nothing may be drawn from a pool now, or for that market; undefined when it may. Returned ranges are drawn under the same rule. */
export function mayDraw(pool: Pick<Pool, 'id' | 'state' | 'profile'>, market?: string): Refusal | undefined {
  const { id, state, profile } = pool;
  if (state === 'frozen')
    return refuse('conflict', `pool ${id} is frozen and issues nothing`, {
      at: '/pool',
      rule: 'Seriate: a frozen pool issues nothing',
      remedy: `POST /api/pools/${id}/thaw, or draw from another pool`,
    });
  if (state === 'retired')
    return refuse('conflict', `pool ${id} is retired and never issues again`, {
      at: '/pool',
      rule: 'Seriate: a retired pool never issues again',
      remedy: 'draw from another pool',
    });
  if (market === undefined || market === profile) return undefined;
  if (codeProfile(market) === undefined) return unknownMarket(market, profile);
  return refuse(
    'conflict',
    `pool ${id} is ${profile === undefined ? 'for no market' : `for ${profile}`}, not for ${market}`,
    {
      at: '/market',
      rule: 'Seriate: a pool issues codes of one market profile',
      remedy: `draw from a pool whose profile is ${market} (GET /api/pools?profile=${market})`,
    },
  );
}

const unknownMarket = (market: string, profile: string | undefined) =>
  refuse('conflict', `there is no market profile "${market}"`, {
    at: '/market',
    rule: 'Seriate: a pool issues codes of one market profile',
    remedy: `${profile === undefined ? 'leave it out, this pool is for no market' : `ask for ${profile}, which this pool is for`}; there are ${codeProfiles.map(({ id }) => id).join(', ')} (GET /api/profiles)`,
  });
