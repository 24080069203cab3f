import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { dscsaSettings } from '#common/store/dscsa-settings.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { knownEvents } from '#common/store/known-events.ts';
import { registry } from '#common/store/registry.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { verifications } from '#common/store/verifications.ts';
import { shape } from './env.ts';
import { routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  cases: dscsaCases(db, env.DELIVERIES_TABLE),
  suspectPacks: suspectPacks(db, env.DELIVERIES_TABLE),
  settings: dscsaSettings(db, env.REGISTRY_TABLE),
  verifications: verifications(db, env.DELIVERIES_TABLE),
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  ...knownEvents(db, env.LEDGER_TABLE),
  guard: outboundGuard(env.OUTBOUND),
  wake: queue(env.DSCSA_QUEUE_URL),
  registryTable: env.REGISTRY_TABLE,
  now: () => new Date(),
  uuid: randomUUID,
};

export const handler = httpHandler(routes(needs), needs.registry.granted, needs.registry.tenant);
