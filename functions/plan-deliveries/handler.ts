import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { followUps } from '#common/follow-ups.ts';
import { lotUnits } from '#common/lot-units.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { ledger } from '#common/store/ledger.ts';
import { lots } from '#common/store/lots.ts';
import { planProgress } from '#common/store/plan-progress.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { regulatorAccesses } from '#common/store/regulator-accesses.ts';
import { releases } from '#common/store/releases.ts';
import { toldPacks } from '#common/store/told-packs.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { unknownCountries } from '#common/store/unknown-countries.ts';
import { type PlanQueueMessage, planQueueMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { planCaptured } from './plan-captured.ts';
import { planRecall } from './plan-recall.ts';
import { planRelease } from './plan-release.ts';
import { planUnknown } from './plan-unknown.ts';
import { withRegimes } from './regimes-of-tenant.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const events = ledger(db, env.LEDGER_TABLE, pools, cipher);
const histories = { ledger: events, unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher) };
const now = () => new Date();
const wakeSubscriptions = queue(env.SUBSCRIPTION_QUEUE_URL);
const needs = {
  captureJobs: captureJobs(db, env.DELIVERIES_TABLE, documents(env.DOCUMENTS_BUCKET)),
  progress: planProgress(db, env.DELIVERIES_TABLE),
  releases: releases(db, env.DELIVERIES_TABLE),
  recalls: recalls(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  told: toldPacks(db, env.DELIVERIES_TABLE),
  unknownCountries: unknownCountries(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  accesses: regulatorAccesses(db, env.REGISTRY_TABLE),
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  ledger: events,
  unitEvents: histories.unitEvents,
  lotUnits: lotUnits(histories),
  followUps: followUps({ db, tables: env, cipher, wakeSubscriptions, now }),
  wakeRegulator: queue(env.REGULATOR_QUEUE_URL),
  wakePartner: queue(env.PARTNER_QUEUE_URL),
  now,
  pause: () => new Promise<void>((resume) => setTimeout(resume, 2_000)),
};
const captured = withRegimes(needs, planCaptured);
/** A lot of a million is planned in three to five minutes, and the function lives for ten. */
const LONGEST_WAIT_MS = 240_000;
const released = oneAtATime(withRegimes(needs, planRelease), { now, mostWaitMs: LONGEST_WAIT_MS });

const recalled = withRegimes(needs, planRecall);
const known = withRegimes(needs, planUnknown);

const plan = (message: PlanQueueMessage) => {
  if ('release' in message) return released(message);
  if ('eventId' in message) return known(message);
  return 'recallId' in message ? recalled(message) : captured(message);
};

// A refused message names nothing that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(planQueueMessage, plan, forget);
