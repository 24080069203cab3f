import { createHash } from 'node:crypto';
import { chunksOf } from './store/batches.ts';
import type { EvidenceStore } from './store/evidence.ts';

/** Serials in one object: as many as one report of the European Union names. */
const IN_ONE = 250_000;
/** GS1 serials have no such character (General Specifications, figure 7.11-1). */
const BETWEEN = '\n';

/** Keeps a list of serials in the documents bucket, for good. The same list has the same key, so keeping it again changes nothing. */
export async function keepMembers(
  evidence: Pick<EvidenceStore, 'put'>,
  tenant: string,
  serials: readonly string[],
): Promise<string> {
  const hash = createHash('sha256');
  for (const serial of serials) hash.update(serial + BETWEEN);
  const key = `${tenant}/told/${hash.digest('hex')}`;
  for (const [n, some] of chunksOf(serials, IN_ONE).entries())
    await evidence.put(`${key}/${n}`, Buffer.from(some.join(BETWEEN)));
  return key;
}

/**
 * Serials of a list, in its order.
 *
 * @param from place in the list, counted from 0
 */
export async function membersOf(
  evidence: Pick<EvidenceStore, 'get'>,
  key: string,
  from: number,
  count: number,
): Promise<string[]> {
  const serials: string[] = [];
  for (let at = from; at < from + count; ) {
    const n = Math.floor(at / IN_ONE);
    const kept = await evidence.get(`${key}/${n}`);
    if (kept === undefined) throw new Error(`the list ${key} of packs that are told of is gone`);
    const end = Math.min((n + 1) * IN_ONE, from + count);
    for (const serial of textOf(kept)
      .split(BETWEEN)
      .slice(at - n * IN_ONE, end - n * IN_ONE))
      serials.push(serial);
    at = end;
  }
  return serials;
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
