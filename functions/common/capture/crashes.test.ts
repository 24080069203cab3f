import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ErrorBehaviour } from '#common/store/capture-job-row.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type CaptureWorld, startCaptureWorld } from '../../../test/kit/capture-world.ts';
import { documentOf, here, minute } from '../../../test/kit/events.ts';

let world: CaptureWorld;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());

const captureId = 'job-1';
const epc = (serial: number) => `urn:epc:id:sgtin:9521321.054321.${serial}`;

/** An event of a document: which units it is about, and what is special about it. */
interface Draft {
  readonly serial: number;
  readonly kind: 'hashed' | 'named' | 'taken' | 'faulty';
}

const eventOf = ({ serial, kind }: Draft): EpcisEvent => ({
  ...commissionEvent({ epcs: [epc(serial)], at: minute(serial), ...here }),
  ...(kind === 'named' && { eventID: `urn:uuid:${serial}` }),
  ...(kind === 'taken' && { eventID: 'urn:uuid:taken' }),
});
const documentOfDrafts = (drafts: readonly Draft[]) => {
  const document = JSON.parse(documentOf(drafts.map(eventOf)));
  for (const [i, { kind }] of drafts.entries()) if (kind === 'faulty') document.epcisBody.eventList[i].action = 'BUILD';
  return JSON.stringify(document);
};

interface Trial {
  readonly drafts: readonly Draft[];
  readonly behaviour: ErrorBehaviour;
}

/** A tenant in whose ledger the id `urn:uuid:taken` stands for an event already, and a job. */
async function begun({ drafts, behaviour }: Trial) {
  const tenant = `acme-${count++}`;
  const taken = documentOf([eventOf({ serial: 50, kind: 'taken' })]);
  await world.work(await world.job(tenant, taken, 'rollback', 'job-0'));
  return world.job(tenant, documentOfDrafts(drafts), behaviour, captureId);
}

/** What a partner, or the planner, can see of a job's end. */
async function ending({ tenant }: { tenant: string }, { drafts }: Trial) {
  const job = await world.jobs.get(tenant, captureId);
  const stored = await Promise.all(drafts.map(({ serial }) => world.ledger.eventsOf(tenant, epc(serial))));
  return {
    job: job && { running: job.running, success: job.success, stored: job.stored, failed: job.failed },
    ids: await world.jobs.eventIds(tenant, captureId, 0, 1000),
    errors: await world.jobs.errorsOf(tenant, captureId),
    stored: stored.map((events) => events.map(({ eventId, position, event }) => ({ eventId, position, event }))),
  };
}

/** Works until the job is done, each run dying before whatever the plan says, counted in calls of table and bucket. */
async function workedWithCrashes(trial: Trial, slice: number, crashes: readonly number[], enoughMs = 60_000) {
  const message = await begun(trial);
  for (let run = 0; run < 200; run++) {
    let calls = 0;
    const dies = () => ++calls === crashes[run];
    const die = () => {
      if (dies()) throw new Error('crashed');
    };
    const { put, ...reads } = world.bucket;
    const files = {
      ...reads,
      put: async (...args: Parameters<typeof put>) => {
        die();
        await put(...args);
      },
    };
    const db = brokenClient(world.engine, dies);
    const ended = await world
      .work(message, { slice: { events: slice, bytes: 1_000_000 }, enoughMs }, db, files)
      .catch(String);
    if (ended !== undefined && !ended.includes('crashed')) throw new Error(ended);
    if ((await world.jobs.get(message.tenant, captureId))?.running === false) return ending(message, trial);
  }
  throw new Error('the job does not end');
}

const draft = fc.record({
  serial: fc.integer({ min: 1, max: 40 }),
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('hashed' as const, 'named' as const) },
    { weight: 1, arbitrary: fc.constantFrom('taken' as const, 'faulty' as const) },
  ),
});
const trial = fc.record({
  drafts: fc.array(draft, { minLength: 1, maxLength: 9 }),
  behaviour: fc.constantFrom('rollback' as const, 'proceed' as const),
});

test(
  'any document ends in the same ledger and job, whatever its slices, wherever its workers die',
  { timeout: 240_000 },
  () =>
    fc.assert(
      fc.asyncProperty(
        trial,
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 4 }),
        fc.boolean(),
        async (one, slice, crashes, hurried) => {
          const whole = await workedWithCrashes(one, 1000, []);
          expect(await workedWithCrashes(one, slice, crashes, hurried ? 0 : 60_000)).toEqual(whole);
        },
      ),
      { numRuns: 15 },
    ),
);

test('one document survives a crash before each of its writes', { timeout: 240_000 }, async () => {
  const kinds = ['named', 'hashed', 'taken', 'named', 'faulty', 'named', 'hashed'] as const;
  const one: Trial = { drafts: kinds.map((kind, i) => ({ serial: i + 1, kind })), behaviour: 'proceed' };
  const whole = await workedWithCrashes(one, 1000, []);
  for (let call = 1; call <= 26; call += 1) expect(await workedWithCrashes(one, 3, [call])).toEqual(whole);
});

test('messages that come doubled, late and out of order change nothing', { timeout: 120_000 }, async () => {
  const one: Trial = { drafts: [1, 2, 3, 4, 5, 6].map((serial) => ({ serial, kind: 'named' })), behaviour: 'rollback' };
  const whole = await workedWithCrashes(one, 1000, []);
  const message = await begun(one);
  const slice = { events: 2, bytes: 1_000_000 };
  await Promise.all([1, 2, 3].map(() => world.work(message, { slice })));
  await world.work(message, { slice });
  await world.jobs.markPlanned(message.tenant, captureId, new Date());
  await world.work(message, { slice });
  expect(await ending(message, one)).toEqual(whole);
});
