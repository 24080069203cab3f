import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { usInstances } from '#common/store/us-instances.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { judgeQueueMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { judgeDocument } from './judge-document.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const bucket = documents(env.DOCUMENTS_BUCKET);
const pools = readSerialPools(db, env.SERIALS_TABLE);
const needs = {
  documents: bucket,
  jobs: captureJobs(db, env.DELIVERIES_TABLE, bucket),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, poolCipher(keyUnwrapper())),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  instances: usInstances(db, env.DELIVERIES_TABLE),
  wakeCapture: queue(env.CAPTURE_QUEUE_URL),
  now: () => new Date(),
};

// A refused message names no job that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(judgeQueueMessage, judgeDocument(needs), forget);
