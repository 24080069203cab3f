import { randomUUID } from 'node:crypto';
import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { registry } from '#common/store/registry.ts';
import { acceptDocument } from './accept-document.ts';
import { shape } from './env.ts';
import { listJobs, showJob } from './show-jobs.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const tenants = registry(db, env.REGISTRY_TABLE);
const bucket = documents(env.DOCUMENTS_BUCKET);
const needs = {
  documents: bucket,
  jobs: captureJobs(db, env.DELIVERIES_TABLE, bucket),
  wakeCapture: queue(env.CAPTURE_QUEUE_URL),
  now: () => new Date(),
  newId: randomUUID,
};

export const handler = httpHandler(
  {
    'POST /epcis/capture': { permission: 'events:capture', endpoint: acceptDocument(needs) },
    'GET /epcis/capture': { permission: 'events:capture', endpoint: listJobs(needs) },
    'GET /epcis/capture/{captureID}': { permission: 'events:capture', endpoint: showJob(needs) },
  },
  tenants.granted,
  tenants.tenant,
);
