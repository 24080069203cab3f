import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { deskCases } from '#common/store/desk-cases.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { dscsaSettings } from '#common/store/dscsa-settings.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { holders } from '#common/store/holders.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { ledger } from '#common/store/ledger.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { deskQueueMessage } from '#shared/messages/queue-messages.ts';
import { countHolders } from './count-holders.ts';
import { shape } from './env.ts';
import { runDeskCase } from './run-desk-case.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const needs = {
  pools,
  cipher,
  cases: deskCases(db, env.DELIVERIES_TABLE),
  holders: holders(db, env.DELIVERIES_TABLE),
  recalls: recalls(db, env.REGISTRY_TABLE),
  suspects: dscsaCases(db, env.DELIVERIES_TABLE),
  suspectPacks: suspectPacks(db, env.DELIVERIES_TABLE),
  settingsOf: dscsaSettings(db, env.REGISTRY_TABLE).get,
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  registry: registry(db, env.REGISTRY_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  inbound: inboundDocuments(db, env.DELIVERIES_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  wake: queue(env.DESK_QUEUE_URL),
  wakePartner: queue(env.PARTNER_QUEUE_URL),
  now: () => new Date(),
  uuid: randomUUID,
};
const run = runDeskCase(needs);
const count = countHolders(needs);

// A refused message names no row that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(
  deskQueueMessage,
  (message) => ('case' in message ? run(message.tenant, message.case) : count(message.tenant, message.holdersOf)),
  forget,
);
