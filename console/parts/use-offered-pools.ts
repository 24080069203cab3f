import { poolList, toldPool } from '../../shared/messages/pools-api.ts';
import { Problem } from '../api.ts';
import type { Offered, OfferedPools } from './order-draft.ts';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';
import { usePaged } from './use-paged.tsx';
import { useSettled } from './use-settled.ts';

const MOST_OFFERED = 100;
const PAUSE_MS = 400;

/** Pools that issue now: for packs of a product, once one is known, and for cases and pallets. */
export function useOfferedPools(gtin: string | undefined) {
  const packs = useIssuing(gtin && queryPath('/api/pools', { gtin, state: 'active', limit: MOST_OFFERED }));
  const sscc = useIssuing(queryPath('/api/pools', { kind: 'sscc', state: 'active', limit: MOST_OFFERED }));
  const pools: OfferedPools = { packs: packs.offered, sscc: sscc.offered };
  return { pools, failed: [packs, sscc].filter(({ error }) => error !== null) };
}

function useIssuing(path: string | undefined) {
  const { listed, page } = usePaged(path, poolList);
  const offered: Offered = {
    pools: page?.pools ?? [],
    isCut: listed.hasNextPage,
    isLoading: path !== undefined && listed.isPending,
  };
  return { offered, error: listed.error, refetch: listed.refetch };
}

/**
 * The pool of SSCCs that an order names, whose company prefix it is sent with: one that was typed is asked for.
 *
 * @param id empty where none is named
 */
export function useSsccPool(id: string, { pools }: Offered) {
  const offered = pools.find((pool) => pool.id === id);
  const wanted = offered === undefined ? id.trim() : '';
  const settled = useSettled(wanted, PAUSE_MS);
  const asked = useAsked(settled === '' ? undefined : `/api/pools/${encodeURIComponent(settled)}`, toldPool);
  const named = wanted === settled && wanted !== '' ? asked : undefined;
  const isRefused = named?.error instanceof Problem && !named.error.isOfServer;
  const isOther = named?.data !== undefined && named.data.kind !== 'sscc';
  return {
    pool: offered ?? named?.data,
    isLooking: wanted !== settled || named?.isLoading === true,
    unknown: isRefused || isOther ? `There is no pool of SSCCs ${wanted}` : undefined,
    failed: named === undefined || named.error === null || isRefused ? [] : [named],
  };
}
