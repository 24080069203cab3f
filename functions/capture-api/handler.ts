import { randomUUID } from 'node:crypto';
import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { captureJobLists } from '#common/store/capture-job-lists.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { ledger } from '#common/store/ledger.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { uploadUrls } from '#common/store/upload-urls.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { acceptDocument } from './accept-document.ts';
import { acceptEvent } from './accept-event.ts';
import { beginUpload } from './begin-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { shape } from './env.ts';
import { listErrors, listJobs, showJob } from './show-jobs.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const tenants = registry(db, env.REGISTRY_TABLE);
const bucket = documents(env.DOCUMENTS_BUCKET);
const needs = {
  documents: bucket,
  jobs: captureJobs(db, env.DELIVERIES_TABLE, bucket),
  lists: captureJobLists(db, env.DELIVERIES_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, readSerialPools(db, env.SERIALS_TABLE), poolCipher(keyUnwrapper())),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  urlToPut: uploadUrls(env.DOCUMENTS_BUCKET),
  wakeCapture: queue(env.CAPTURE_QUEUE_URL),
  wakePlanner: queue(env.PLAN_QUEUE_URL),
  now: () => new Date(),
  newId: randomUUID,
};
const permission = 'events:capture';

export const handler = httpHandler(
  {
    'POST /epcis/capture': { permission, endpoint: acceptDocument(needs) },
    'GET /epcis/capture': { permission, endpoint: listJobs(needs) },
    'GET /epcis/capture/{captureID}': { permission, endpoint: showJob(needs) },
    'GET /epcis/capture/{captureID}/errors': { permission, endpoint: listErrors(needs) },
    'POST /epcis/events': { permission, endpoint: acceptEvent(needs) },
    'POST /api/capture-uploads': { permission, endpoint: beginUpload(needs) },
    'PUT /api/capture-uploads/{captureID}': { permission, endpoint: completeUpload(needs) },
  },
  tenants.granted,
  tenants.tenant,
);
