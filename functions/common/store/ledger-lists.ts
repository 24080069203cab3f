import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import type { MarkedField } from '#shared/epcis/query/event-query.ts';
import { listEpcs } from './list-epcs.ts';
import { listValues } from './list-values.ts';
import type { SerialPools } from './serial-pools.ts';

export type LedgerLists = ReturnType<typeof ledgerLists>;

/** What events of the ledger table name, as lists: for those who look for no event. */
export const ledgerLists = (
  db: DynamoDBDocumentClient,
  table: string,
  pools: Pick<SerialPools, 'get' | 'codesFrom'>,
  cipher: PoolCipher,
) => ({
  /** Values a field ever had, sorted; `next` is given as `after` for the page that follows. */
  values: (tenant: string, field: MarkedField, after: string | undefined, limit: number) =>
    listValues(db, table, tenant, field, after, limit),
  /** EPCs that events name, canonical; see `list-epcs.ts`. */
  epcs: (tenant: string, after: string | undefined, limit: number) =>
    listEpcs({ db, table, pools, cipher }, tenant, after, limit),
});
