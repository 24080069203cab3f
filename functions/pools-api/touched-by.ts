import type { Pool } from '#shared/serials/pool.ts';

/** What of a pool a narrowed grant is asked for. */
export const touchedBy = (pool: Pool) => ({ pool: pool.id, ...(pool.kind !== 'sscc' && { gtin: pool.gtin }) });
