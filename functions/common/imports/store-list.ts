import { bucketRow, CODES_A_ROW, codesRow, type ListedCode } from '#common/store/listed-codes.ts';
import { CODE_ROWS_A_WRITE } from '#common/store/put-codes.ts';
import type { SerialImport } from '#common/store/serial-import-row.ts';
import type { SerialImports } from '#common/store/serial-imports.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import type { ListFacts } from './check-list.ts';
import { gathered } from './gathered-rows.ts';
import type { ListItem } from './read-list.ts';

/** Some kilobytes each. */
const BUCKET_ROWS_A_WRITE = 100;

/** Puts chunks of codes in counter order, then where each code stands. Putting a row again changes nothing. */
export async function storeList(
  imports: Pick<SerialImports, 'putCodes' | 'putRows'>,
  tenant: string,
  pool: ImportedPool,
  job: SerialImport,
  items: AsyncIterable<ListItem>,
  { columns }: ListFacts,
): Promise<'stored' | 'ended'> {
  const first = pool.last + 1;
  const codeRows = gathered(CODE_ROWS_A_WRITE, (some) => imports.putCodes(tenant, job, some));
  let codes: ListedCode[] = [];
  let from = first;
  for await (const item of items) {
    if (item.problem !== undefined) continue;
    codes.push({ code: item.code, extra: item.extra });
    if (codes.length < CODES_A_ROW) continue;
    if ((await codeRows.add(codesRow(tenant, pool.id, from, codes))) === 'ended') return 'ended';
    from += codes.length;
    codes = [];
  }
  if (codes.length > 0 && (await codeRows.add(codesRow(tenant, pool.id, from, codes))) === 'ended') return 'ended';
  if ((await codeRows.end()) === 'ended') return 'ended';
  // What a bucket says of a code is believed only where the code stands, so these need no condition.
  const bucketRows = gathered(BUCKET_ROWS_A_WRITE, (some) => imports.putRows(some));
  for (const { bucket, places } of columns.byBucket()) {
    const entries = Array.from(places, (place) => ({ print: columns.at(place).print, counter: first + place }));
    await bucketRows.add(bucketRow(tenant, pool.gtin, bucket, job, entries));
  }
  await bucketRows.end();
  return 'stored';
}
