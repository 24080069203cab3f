import { type Refusal, refuse } from '../refusal.ts';
import type { Pool } from './pool.ts';

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
