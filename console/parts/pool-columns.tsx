import type { ToldPool } from '../../shared/messages/pools-api.ts';
import { count } from './count.ts';
import { LinkTo } from './link-to.tsx';
import { PoolState } from './pool-state.tsx';
import { lastsWords, spaceOf } from './pool-words.ts';
import type { Column } from './server-table.tsx';

/** What every list of pools says of one: which it is, of what, and how long it lasts. */
export const poolColumns: readonly Column<ToldPool>[] = [
  {
    id: 'pool',
    header: 'Pool',
    isRowHeader: true,
    cell: ({ id }) => (
      <LinkTo page="pools" subject={id}>
        {id}
      </LinkTo>
    ),
  },
  { id: 'state', header: 'State', cell: (pool) => <PoolState pool={pool} /> },
  { id: 'of', header: 'Of', cell: (pool) => <code>{spaceOf(pool)}</code> },
  { id: 'left', header: 'Left', cell: ({ left }) => count(left) },
  { id: 'lasts', header: 'Lasts', cell: (pool) => lastsWords(pool) },
];
