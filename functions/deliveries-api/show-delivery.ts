import { isUtf8 } from 'node:buffer';
import type { Answer, Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { orRefuse } from '#common/refused.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { refuse } from '#shared/refusal.ts';
import { findDelivery, tellDelivery } from './find-delivery.ts';

/** What a function may answer is limited to 6 MB (AWS Lambda quotas); the envelope takes some of it. */
const MOST_BYTES = 4_000_000;

/** One delivery with the list of its evidence; with `?evidence=n` the exact bytes of the n-th, from 0. */
export const showDelivery =
  (needs: { deliveries: Pick<Deliveries, 'get'>; evidence: Pick<EvidenceStore, 'get'> }): Endpoint =>
  async (request) => {
    const { evidence: n } = readQuery(networkQueries['GET /api/deliveries/{deliveryId}'], request);
    const delivery = await findDelivery(needs.deliveries, request);
    if (n === undefined) return { status: 200, body: tellDelivery(delivery) };
    return tellEvidence(await bytesOf(needs.evidence, delivery, n), `${delivery.deliveryId}-${n}`);
  };

async function bytesOf(store: Pick<EvidenceStore, 'get'>, { deliveryId, evidence }: Delivery, n: number) {
  const key = evidence[n]?.key;
  const bytes = key === undefined ? undefined : await store.get(key);
  const found = orRefuse(bytes ?? refuse('not-found', `delivery ${deliveryId} has no evidence ${n}`));
  if (found.byteLength > MOST_BYTES)
    orRefuse(
      refuse('too-large', `evidence ${n} has ${found.byteLength} bytes, at most ${MOST_BYTES} can be answered`, {
        remedy: `read object ${key} of the documents bucket`,
      }),
    );
  return found;
}

/** Somebody else's bytes, to the last: shown as text or not at all, never run. */
function tellEvidence(bytes: Uint8Array, name: string): Answer {
  const isText = isUtf8(bytes);
  const headers = {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-disposition': `attachment; filename="${name}.${isText ? 'txt' : 'bin'}"`,
    'x-content-type-options': 'nosniff',
  };
  return { status: 200, headers, body: isText ? Buffer.from(bytes).toString('utf8') : bytes };
}
