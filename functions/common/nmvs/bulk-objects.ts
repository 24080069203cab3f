import * as v from 'valibot';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import { placeOf } from './place-of.ts';

type Objects = Pick<EvidenceStore, 'get' | 'put'>;
type Readable = Pick<EvidenceStore, 'get'>;
type Named = Pick<NmvsTransaction, 'tenant' | 'id'>;

const serialsShape = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
const resultShape = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

/** Return code of every pack of a bulk, by serial. */
export type BulkResult = Record<string, string>;

/** Keeps the serials of a round, and answers where. */
export async function keepSerials(
  objects: Objects,
  { tenant, id }: Named,
  round: number | string,
  serials: readonly string[],
) {
  const key = `${placeOf(tenant, id)}/serials-${round}`;
  await objects.put(key, Buffer.from(JSON.stringify(serials)));
  return key;
}

export async function serialsAt(objects: Readable, key: string | undefined): Promise<string[]> {
  return v.parse(serialsShape, await textAt(objects, key));
}

/** What is known of each pack so far; nothing at first. */
export async function resultAt(objects: Readable, key: string | undefined): Promise<BulkResult> {
  return key === undefined ? {} : v.parse(resultShape, await textAt(objects, key));
}

/** Adds to what is known, and answers where it is and how many packs have which code. */
export async function addResult(objects: Objects, row: Named & Pick<NmvsTransaction, 'resultKey'>, more: BulkResult) {
  const all = { ...(await resultAt(objects, row.resultKey)), ...more };
  const resultKey = `${placeOf(row.tenant, row.id)}/result`;
  await objects.put(resultKey, Buffer.from(JSON.stringify(all)));
  const tally: Record<string, number> = {};
  for (const code of Object.values(all)) tally[code] = (tally[code] ?? 0) + 1;
  return { resultKey, tally };
}

async function textAt(objects: Readable, key = ''): Promise<string> {
  const bytes = await objects.get(key);
  if (bytes === undefined) throw new Error(`object ${key} is gone`);
  return Buffer.from(bytes).toString('utf8');
}
