import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { queue } from '#common/send/queue.ts';
import { topic } from '#common/send/topic.ts';
import { captureJobLists } from '#common/store/capture-job-lists.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { documents } from '#common/store/documents.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { lotFates } from '#common/store/lot-fates.ts';
import { lots } from '#common/store/lots.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { acknowledgeLine } from '../../functions/capture-events/acknowledge-line.ts';
import { tables } from './dynoxide.ts';
import type { Published } from './published.ts';
import type { QueuesAndBuckets } from './queues-and-buckets.ts';
import { openCipher } from './unit-maker.ts';

interface Around {
  readonly db: DynamoDBDocumentClient;
  readonly cloud: QueuesAndBuckets;
  readonly mqtt: Published;
  /** Where planner and capture are woken. */
  readonly planUrl: string;
  readonly now: () => Date;
}

/** What `functions/capture-events` works with, over engines of a test. */
export function captureNeeds({ db, cloud, mqtt, planUrl, now }: Around) {
  const bucket = documents('documents', cloud.s3);
  const pools = serialPools(db, tables.serials);
  return {
    documents: bucket,
    jobs: captureJobs(db, tables.deliveries, bucket),
    lists: captureJobLists(db, tables.deliveries),
    ledger: ledger(db, tables.ledger, pools, openCipher),
    pools,
    cipher: openCipher,
    placesOf: epcPlaces(pools, openCipher),
    unitEvents: unitEvents(db, tables.ledger, pools, openCipher),
    recalls: recalls(db, tables.registry, tables.deliveries),
    lots: lots(db, tables.registry, tables.deliveries),
    fates: lotFates(db, tables.ledger),
    granted: registry(db, tables.registry).granted,
    followUps: [],
    vocabulary: vocabulary(db, tables.registry),
    wakeCapture: queue(planUrl, cloud.sqs),
    wakeJudge: queue(planUrl, cloud.sqs),
    wakePlanner: queue(planUrl, cloud.sqs),
    acknowledge: acknowledgeLine(topic(mqtt.client)),
    now,
  };
}
