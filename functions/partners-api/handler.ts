import { as2Opener } from '#common/as2/as2-channel.ts';
import { as2IdentityOf } from '#common/as2/own-identity.ts';
import { httpOpeners, networkOpener } from '#common/channels/open-channel.ts';
import { portalOpener } from '#common/channels/portal-channel.ts';
import { httpHandler, type Routes } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { rootSecret } from '#common/root-secret.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard, sftpGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { sftpOpener } from '#common/sftp/sftp-opener.ts';
import { documentClient } from '#common/store/document-client.ts';
import { getDelivery } from '#common/store/get-delivery.ts';
import { masterData } from '#common/store/master-data.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { parkedDeliveries } from '#common/store/parked-deliveries.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { partnerHealths } from '#common/store/partner-healths.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { partnerResends } from '#common/store/partner-resends.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { deleteCredential, listCredentials, putCredential } from './credentials.ts';
import { shape } from './env.ts';
import { showHealth, tryPartner } from './health.ts';
import { PROBE_MS, probePartner } from './probe-partner.ts';
import { resendAll } from './resend.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const guard = outboundGuard(env.OUTBOUND);
const now = () => new Date();
const tenants = registry(db, env.REGISTRY_TABLE);
const credentials = partnerCredentials(db, env.REGISTRY_TABLE, root);
const master = masterData(db, env.REGISTRY_TABLE);
// A whole probe, its questions included, has less time than the gateway waits.
const send = httpsSender(guard, { timeoutMs: PROBE_MS, maxAnswerBytes: 1024 * 1024 });
const http = httpOpeners({
  guard,
  send,
  tokens: keptTokens(),
  partnerCredentials: credentials,
  root,
  now,
});
const nothingSent = () => Promise.reject(new Error('a probe sends nothing'));
const network = networkOpener({ registry: tenants, keep: nothingSent, inbound: { get: nothingSent }, now });
const as2 = as2Opener({
  send,
  guard,
  identityOf: as2IdentityOf({ identities: networkIdentities(db, env.REGISTRY_TABLE), root }),
  sent: { get: nothingSent, expect: nothingSent },
  evidence: { get: nothingSent },
  receiptUrl: '',
  now,
});
const sftp = sftpOpener({
  guard: sftpGuard(env.OUTBOUND),
  root,
  sshKeys: sshKeys(db, env.REGISTRY_TABLE),
  credentials,
});
const needs = {
  master,
  credentials,
  registry: tenants,
  registryTable: env.REGISTRY_TABLE,
  openers: { ...http, network, as2, sftp, portal: portalOpener({ mailbox: { put: nothingSent }, now }) },
  deliveries: {
    get: (tenant: string, deliveryId: string) => getDelivery({ db, table: env.DELIVERIES_TABLE }, tenant, deliveryId),
  },
  healths: partnerHealths(db, env.DELIVERIES_TABLE),
  line: partnerLine(db, env.DELIVERIES_TABLE),
  waiting: waitingDeliveries(db, env.DELIVERIES_TABLE),
  parked: parkedDeliveries(db, env.DELIVERIES_TABLE),
  resends: partnerResends(db, env.DELIVERIES_TABLE),
  wake: queue(env.PARTNER_QUEUE_URL),
  now,
};

const routes: Routes = {
  'GET /api/partners/{partner}/credentials': { permission: 'registry:read', endpoint: listCredentials(needs) },
  'PUT /api/partners/{partner}/credentials': { permission: 'registry:write', endpoint: putCredential(needs) },
  'DELETE /api/partners/{partner}/credentials/{kind}': {
    permission: 'registry:write',
    endpoint: deleteCredential(needs),
  },
  'POST /api/partners/{partner}/probe': { permission: 'registry:write', endpoint: probePartner(needs) },
  'GET /api/partners/{partner}/health': { permission: 'deliveries:read', endpoint: showHealth(needs) },
  'POST /api/partners/{partner}/health/try': { permission: 'deliveries:write', endpoint: tryPartner(needs) },
  'POST /api/partners/{partner}/resend': { permission: 'deliveries:write', endpoint: resendAll(needs) },
};

export const handler = httpHandler(routes, tenants.granted);
