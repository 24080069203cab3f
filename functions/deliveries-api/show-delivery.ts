import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { tellEvidence } from '#common/tell-evidence.ts';
import { findDelivery, tellDelivery } from './find-delivery.ts';

/** One delivery with the list of its evidence; with `?evidence=n` the exact bytes of the n-th, from 0. */
export const showDelivery =
  (needs: { deliveries: Pick<Deliveries, 'get'>; evidence: Pick<EvidenceStore, 'get'> }): Endpoint =>
  async (request) => {
    const { evidence: n } = readQuery(networkQueries['GET /api/deliveries/{deliveryId}'], request);
    const delivery = await findDelivery(needs.deliveries, request);
    if (n === undefined) return { status: 200, body: tellDelivery(delivery) };
    const { deliveryId, evidence } = delivery;
    const name = `${deliveryId}-${n}`;
    const gone = `delivery ${deliveryId} has no evidence ${n}`;
    return tellEvidence(needs.evidence, evidence[n]?.key, { name, gone });
  };
