import { S3Client } from '@aws-sdk/client-s3';
import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { knownLots } from '#common/store/known-lots.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { statements } from '#common/store/statements.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { shape } from './env.ts';
import { listStatements } from './list-statements.ts';
import { makeStatement } from './make-statement.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  statements: statements(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  lots: knownLots(db, env.REGISTRY_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, readSerialPools(db, env.SERIALS_TABLE), poolCipher(keyUnwrapper())),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  wakeRegulator: queue(env.REGULATOR_QUEUE_URL),
  now: () => new Date(),
};

export const handler = httpHandler(
  {
    'GET /api/regulators/{market}/statements': { permission: 'deliveries:read', endpoint: listStatements },
    'POST /api/statements': { permission: 'deliveries:write', endpoint: makeStatement(needs) },
  },
  needs.registry.granted,
);
