import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { httpHandler } from '#common/http.ts';
import { mayPartner } from '#common/may-partner.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { deskCases } from '#common/store/desk-cases.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { dscsaSettings } from '#common/store/dscsa-settings.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { holders } from '#common/store/holders.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { members } from '#common/store/members.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { shape } from './env.ts';
import { routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  cases: deskCases(db, env.DELIVERIES_TABLE),
  holders: holders(db, env.DELIVERIES_TABLE),
  recalls: recalls(db, env.REGISTRY_TABLE),
  suspects: dscsaCases(db, env.DELIVERIES_TABLE),
  settingsOf: dscsaSettings(db, env.REGISTRY_TABLE).get,
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  members: members(db, env.REGISTRY_TABLE),
  inbound: inboundDocuments(db, env.DELIVERIES_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, readSerialPools(db, env.SERIALS_TABLE), poolCipher(keyUnwrapper())),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  may: mayPartner(onboardings(db, env.REGISTRY_TABLE)),
  wake: queue(env.DESK_QUEUE_URL),
  registryTable: env.REGISTRY_TABLE,
  now: () => new Date(),
  uuid: randomUUID,
};

export const handler = httpHandler(routes(needs), needs.registry.granted, needs.registry.tenant);
