import { captureJob } from '#common/capture/capture-job.ts';
import type { SliceSize } from '#common/capture/read-slices.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { captureJobLists } from '#common/store/capture-job-lists.ts';
import type { ErrorBehaviour } from '#common/store/capture-job-row.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, documents } from '#common/store/documents.ts';
import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { uploadUrls } from '#common/store/upload-urls.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { startDynoxide, tables } from './dynoxide.ts';
import { startQueuesAndBuckets } from './queues-and-buckets.ts';
import { openCipher } from './unit-maker.ts';

type Woken = 'plan' | 'capture' | 'judge';

export type CaptureWorld = Awaited<ReturnType<typeof startCaptureWorld>>;

/** Everything a captured document meets, on real engines, with a clock that moves a millisecond each time it is read. */
export async function startCaptureWorld() {
  const [engine, cloud] = await Promise.all([startDynoxide(), startQueuesAndBuckets()]);
  cloud.bucket('documents');
  const clock = { ms: Date.UTC(2026, 2, 1, 10) };
  const woken: { queue: Woken; message: object }[] = [];
  const wake =
    (queue: Woken): SendToQueue =>
    async (message) =>
      void woken.push({ queue, message });
  let ids = 0;
  const bucket = documents('documents', cloud.s3);

  const needs = (db = engine.db, files = bucket) => ({
    documents: files,
    jobs: captureJobs(db, tables.deliveries, files),
    lists: captureJobLists(db, tables.deliveries),
    ledger: ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher),
    vocabulary: vocabulary(db, tables.registry),
    urlToPut: uploadUrls('documents', cloud.s3),
    wakePlanner: wake('plan'),
    wakeCapture: wake('capture'),
    wakeJudge: wake('judge'),
    now: () => new Date(clock.ms++),
    newId: () => `id-${ids++}`,
  });
  const { jobs, lists } = needs();
  return {
    engine,
    cloud,
    clock,
    woken,
    needs,
    jobs,
    lists,
    ledger: needs().ledger,
    vocabulary: needs().vocabulary,
    bucket,

    /** A job whose document lies in the bucket. */
    job: async (
      tenant: string,
      text: string | Uint8Array,
      behaviour: ErrorBehaviour = 'rollback',
      captureId = 'job-1',
    ) => {
      await bucket.put(captureDocumentKey(tenant, captureId), text);
      await jobs.create(tenant, captureId, behaviour, new Date(clock.ms));
      return { tenant, captureId };
    },
    /** Works on a job as one run of the function does; slices are small unless told. */
    work: (
      message: { tenant: string; captureId: string },
      change: Partial<WorkNeeds> = {},
      ...broken: Parameters<typeof needs>
    ) => captureJob({ ...needs(...broken), slice: { events: 4, bytes: 1_000_000 }, ...change })(message),
    stop: () => Promise.all([engine.stop(), cloud.stop()]),
  };
}

type WorkNeeds = Parameters<typeof captureJob>[0] & { slice: SliceSize };
