import { S3Client } from '@aws-sdk/client-s3';
import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { firstDeliveries } from '#common/store/first-deliveries.ts';
import { lots } from '#common/store/lots.ts';
import { marketWithdrawals } from '#common/store/market-withdrawals.ts';
import { notices } from '#common/store/notices.ts';
import { registry } from '#common/store/registry.ts';
import { regulatorAccesses } from '#common/store/regulator-accesses.ts';
import { correctDelivery } from './correct-delivery.ts';
import { shape } from './env.ts';
import { giveFacts } from './give-facts.ts';
import { cancelDelivery, closeDelivery, holdDelivery, unholdDelivery } from './hold-delivery.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listErrors } from './list-errors.ts';
import { listNotices } from './list-notices.ts';
import { listSubmissions } from './list-submissions.ts';
import { listAccesses, putAccess } from './regulator-accesses.ts';
import { resendDelivery } from './resend-delivery.ts';
import { showDelivery } from './show-delivery.ts';
import { showNotice } from './show-notice.ts';
import { listWithdrawals, withdrawProduct } from './withdraw-product.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  firstDeliveries: firstDeliveries(db, env.DELIVERIES_TABLE),
  registryTable: env.REGISTRY_TABLE,
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  accesses: regulatorAccesses(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  notices: notices(db, env.DELIVERIES_TABLE),
  withdrawals: marketWithdrawals(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  queues: { regulator: queue(env.REGULATOR_QUEUE_URL), partner: queue(env.PARTNER_QUEUE_URL) },
  guard: outboundGuard(env.OUTBOUND),
  now: () => new Date(),
};

export const handler = httpHandler(
  {
    'GET /api/deliveries': { permission: 'deliveries:read', endpoint: listDeliveries(needs) },
    'GET /api/deliveries/{deliveryId}': { permission: 'deliveries:read', endpoint: showDelivery(needs) },
    'POST /api/deliveries/{deliveryId}/resend': { permission: 'deliveries:write', endpoint: resendDelivery(needs) },
    'PUT /api/deliveries/{deliveryId}/facts': { permission: 'deliveries:write', endpoint: giveFacts(needs) },
    'POST /api/deliveries/{deliveryId}/hold': { permission: 'deliveries:write', endpoint: holdDelivery(needs) },
    'POST /api/deliveries/{deliveryId}/unhold': { permission: 'deliveries:write', endpoint: unholdDelivery(needs) },
    'POST /api/deliveries/{deliveryId}/cancel': { permission: 'deliveries:write', endpoint: cancelDelivery(needs) },
    'POST /api/deliveries/{deliveryId}/close': { permission: 'deliveries:write', endpoint: closeDelivery(needs) },
    'POST /api/deliveries/{deliveryId}/correct': { permission: 'deliveries:write', endpoint: correctDelivery(needs) },
    'GET /api/lots/{lot}/submissions': { permission: 'deliveries:read', endpoint: listSubmissions(needs) },
    'POST /api/products/{gtin}/market-withdrawals': { permission: 'recalls:write', endpoint: withdrawProduct(needs) },
    'GET /api/products/{gtin}/market-withdrawals': { permission: 'deliveries:read', endpoint: listWithdrawals(needs) },
    'GET /api/regulator-accesses': { permission: 'deliveries:read', endpoint: listAccesses(needs) },
    'PUT /api/regulator-accesses/{market}': { permission: 'registry:write', endpoint: putAccess(needs) },
    'GET /api/regulator-notices': { permission: 'deliveries:read', endpoint: listNotices(needs) },
    'GET /api/regulator-notices/{noticeId}': { permission: 'deliveries:read', endpoint: showNotice(needs) },
    'GET /api/regulator-errors': { permission: 'deliveries:read', endpoint: listErrors },
  },
  needs.registry.granted,
);
