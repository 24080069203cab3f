import { isUtf8 } from 'node:buffer';
import type { Answer } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { NmvsTransaction } from '#common/store/nmvs-transaction-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';

/** What a function may answer is limited to 6 MB (AWS Lambda quotas); the envelope takes some of it. */
const MOST_BYTES = 4_000_000;

/** Somebody else's bytes: shown as text or not at all, never run. */
export async function tellEvidence(
  { evidence }: Pick<ApiNeeds, 'evidence'>,
  row: NmvsTransaction,
  n: number,
): Promise<Answer> {
  const key = row.evidence[n]?.key;
  const bytes = key === undefined ? undefined : await evidence.get(key);
  const found = orRefuse(bytes ?? refuse('not-found', `transaction ${row.id} has no evidence ${n}`));
  if (found.byteLength > MOST_BYTES)
    orRefuse(
      refuse('too-large', `evidence ${n} has ${found.byteLength} bytes`, {
        remedy: `read object ${key} of the documents bucket`,
      }),
    );
  const plain = isUtf8(found);
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${row.id}-${n}.txt"`,
    'x-content-type-options': 'nosniff',
    ...(!plain && { 'content-transfer-encoding': 'base64' }),
  };
  return { status: 200, headers, body: Buffer.from(found).toString(plain ? 'utf8' : 'base64') };
}
