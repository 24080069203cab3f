import { batchHandler } from '#common/batch.ts';
import { followUps } from '#common/follow-ups.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { lineLots } from '#common/store/line-lots.ts';
import { lotFates } from '#common/store/lot-fates.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { captureQueueMessage } from '#shared/messages/queue-messages.ts';
import { acknowledgeLine } from './acknowledge-line.ts';
import { captureMessage } from './capture-message.ts';
import { shape } from './env.ts';
import { setAside } from './set-aside.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const bucket = documents(env.DOCUMENTS_BUCKET);
const now = () => new Date();
const cipher = poolCipher(keyUnwrapper());
const pools = readSerialPools(db, env.SERIALS_TABLE);
const wakeSubscriptions = queue(env.SUBSCRIPTION_QUEUE_URL);
const needs = {
  documents: bucket,
  jobs: captureJobs(db, env.DELIVERIES_TABLE, bucket),
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  pools,
  cipher,
  placesOf: epcPlaces(pools, cipher),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  recalls: recalls(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  lots: lineLots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  fates: lotFates(db, env.LEDGER_TABLE),
  granted: registry(db, env.REGISTRY_TABLE).granted,
  followUps: followUps({ db, tables: env, cipher, wakeSubscriptions, now }),
  wakeJudge: queue(env.JUDGE_QUEUE_URL),
  wakeCapture: queue(env.CAPTURE_QUEUE_URL),
  wakePlanner: queue(env.PLAN_QUEUE_URL),
  acknowledge: acknowledgeLine(),
  now,
};

export const handler = batchHandler(captureQueueMessage, captureMessage(needs), setAside(needs));
