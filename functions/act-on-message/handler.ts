import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { announce, announced } from '#common/announce.ts';
import { batchHandler } from '#common/batch.ts';
import { answerSender } from '#common/inbound/answer-sender.ts';
import { readByMapping } from '#common/mapping/read-by-mapping.ts';
import { mayPartner } from '#common/may-partner.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { auditPut, type NewEntry } from '#common/store/audit.ts';
import { commissionedCounters } from '#common/store/commissioned-counters.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { deskCases } from '#common/store/desk-cases.ts';
import { documentClient } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { findRefs } from '#common/store/find-refs.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { knownEvents } from '#common/store/known-events.ts';
import { lotFates } from '#common/store/lot-fates.ts';
import { lots } from '#common/store/lots.ts';
import { mappings } from '#common/store/mappings.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { readEvents } from '#common/store/read-events.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { refills } from '#common/store/refills.ts';
import { registry } from '#common/store/registry.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { usedCounters } from '#common/store/used-counters.ts';
import type { Happening } from '#shared/announcements/kinds.ts';
import { inboundMessage } from '#shared/messages/queue-messages.ts';
import { actOnMessage } from './act-on-message.ts';
import { shape } from './env.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const now = () => new Date();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const placesOf = epcPlaces(pools, cipher);
// Of the ledger what is read of it: whoever appends to it carries its other half.
const events = {
  ...readEvents(db, env.LEDGER_TABLE),
  ...knownEvents(db, env.LEDGER_TABLE),
  refsByLot: findRefs(db, env.LEDGER_TABLE, placesOf).byLot,
};
const told = {
  registry: registry(db, env.REGISTRY_TABLE),
  mappings: mappings(db, env.REGISTRY_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  wakePartner: queue(env.PARTNER_QUEUE_URL),
  now,
};
const needs = {
  ...told,
  answer: answerSender(told),
  inbound: inboundDocuments(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  may: mayPartner(onboardings(db, env.REGISTRY_TABLE)),
  read: readByMapping(told),
  pools,
  cipher,
  placesOf,
  blocks: serialBlocks(db, env.SERIALS_TABLE),
  used: usedCounters(db, env.LEDGER_TABLE),
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  ledger: events,
  commissioned: commissionedCounters(db, env.LEDGER_TABLE, events),
  fates: lotFates(db, env.LEDGER_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  cases: deskCases(db, env.DELIVERIES_TABLE),
  refills: refills(db, env.DELIVERIES_TABLE),
  audit: (tenant: string, entry: NewEntry) => auditPut(env.REGISTRY_TABLE, tenant, entry),
  announced: (tenant: string, happening: Happening) => announced(env.DELIVERIES_TABLE, tenant, happening),
  announce: announce(db, env.DELIVERIES_TABLE),
  wakeRefill: queue(env.REFILL_QUEUE_URL),
  wake: queue(env.INBOUND_QUEUE_URL),
  uuid: () => randomUUID(),
};

// A refused message names no document that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(inboundMessage, actOnMessage(needs), forget);
