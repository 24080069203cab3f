import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { carryFor } from '#common/channels/at-the-door.ts';
import { networkOpener } from '#common/channels/open-channel.ts';
import { portalOpener } from '#common/channels/portal-channel.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { writeByMapping, writeMessageByMapping } from '#common/mapping/write-by-mapping.ts';
import { seePartner } from '#common/may-partner.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { rootSecret } from '#common/root-secret.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { ledger } from '#common/store/ledger.ts';
import { mappings } from '#common/store/mappings.ts';
import { parkedDeliveries } from '#common/store/parked-deliveries.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { partnerHealths } from '#common/store/partner-healths.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { partnerMailbox } from '#common/store/partner-mailbox.ts';
import { partnerResends } from '#common/store/partner-resends.ts';
import { partnerStandings } from '#common/store/partner-standings.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { partnerMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { resendParked } from './resend-parked.ts';
import { sendShipment } from './send-shipment.ts';
import { takePartner } from './take-partner.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const root = rootSecret(env.ROOT_SECRET_ARN);
const cipher = poolCipher(keyUnwrapper());
const guard = outboundGuard(env.OUTBOUND);
const evidence = evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET);
const inbound = inboundDocuments(db, env.DELIVERIES_TABLE);
const tenants = registry(db, env.REGISTRY_TABLE);
const now = () => new Date();
const mapped = { mappings: mappings(db, env.REGISTRY_TABLE), registry: tenants, now };
const needs = {
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  healths: partnerHealths(db, env.DELIVERIES_TABLE),
  line: partnerLine(db, env.DELIVERIES_TABLE),
  waiting: waitingDeliveries(db, env.DELIVERIES_TABLE),
  see: seePartner(partnerStandings(db, env.REGISTRY_TABLE)),
  parked: parkedDeliveries(db, env.DELIVERIES_TABLE),
  resends: partnerResends(db, env.DELIVERIES_TABLE),
  registryTable: env.REGISTRY_TABLE,
  partnerSince: tenants.partnerSince,
  evidence,
  inbound,
  registry: tenants,
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  guard,
  send: httpsSender(guard),
  tokens: keptTokens(),
  partnerCredentials: partnerCredentials(db, env.REGISTRY_TABLE, root),
  others: {
    portal: portalOpener({ mailbox: partnerMailbox(db, env.DELIVERIES_TABLE), now }),
    network: networkOpener({
      registry: tenants,
      keep: keepInbound({ inbound, evidence, wake: queue(env.INBOUND_QUEUE_URL) }),
      inbound,
      now,
    }),
  },
  byMapping: writeByMapping(mapped),
  messages: {
    messageByMapping: writeMessageByMapping(mapped),
    registry: tenants,
    pools,
    cipher,
    blocks: serialBlocks(db, env.SERIALS_TABLE),
    inbound,
    now,
  },
  carriers: { as2: queue(env.AS2_QUEUE_URL), sftp: queue(env.SFTP_QUEUE_URL) },
  wake: queue(env.PARTNER_QUEUE_URL),
  root,
  now,
  random: Math.random,
};

// A refused message names no delivery that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

const take = takePartner(carryFor(needs, 'partner', sendShipment(needs)), resendParked(needs));

export const handler = batchHandler(partnerMessage, take, forget);
