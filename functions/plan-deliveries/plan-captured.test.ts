import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { planProgress } from '#common/store/plan-progress.ts';
import { toldPacks } from '#common/store/told-packs.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { type Breaks, brokenClient } from '../../test/kit/broken-client.ts';
import { aProduct } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { type PlanCapturedNeeds, planCaptured } from './plan-captured.ts';

let engine: Dynoxide;
let clock: number;
let tenant: string;
let count = 0;
let woken: string[];
const kept = new Map<string, string>();

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  clock = Date.UTC(2026, 2, 1, 10);
  tenant = `acme-${count++}`;
  woken = [];
});

const captureId = 'c1';
const now = () => new Date(clock);
const documents = {
  put: async (key: string, text: Uint8Array | string) => void kept.set(key, String(text)),
  text: async (key: string) => kept.get(key),
};
const medico = 'urn:epc:id:pgln:9521999.00001';
const partner: Partner = {
  partner: 'medico',
  name: 'Medico',
  party: medico,
  channel: 'webhook',
  url: 'https://m.example',
  generation: 1,
  address: { city: 'Lyon', country: 'FR' },
};
const shipment: EpcisEvent = shipEvent({
  epcs: ['urn:epc:id:sscc:9521321.0000000001'],
  at: '2026-03-01T09:30:00.000Z',
  from: 'urn:epc:id:pgln:9521321.00001',
  to: medico,
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:9521321.00001.0',
});
/** A shipment to the partner stays where every regulator applies, so none is told. */
const notAsked = () => Promise.reject(new Error('asked for what no regulator hears'));
/** A ledger in which every event is a shipment to the partner. */
const ledger = {
  eventsById: async (_: string, ids: readonly string[]) =>
    ids.map((eventId) => ({ eventId, recordTime: now().toISOString(), captureId, event: shipment })),
};

/** A planner on a table that answers each request after so many milliseconds of the planner's clock, or breaks. */
function planner(breaks: Breaks = () => false, answersMs = 10, change: Partial<PlanCapturedNeeds> = {}) {
  const db = brokenClient(engine, (...command) => {
    clock += answersMs;
    return breaks(...command);
  });
  const plan = planCaptured({
    captureJobs: captureJobs(db, tables.deliveries, documents),
    progress: planProgress(db, tables.deliveries),
    ledger,
    registry: {
      partners: async () => [partner],
      productsEver: async () => [{ ...aProduct(), gtin: '09521321000018', version: 1 }],
      product: notAsked,
      productVersion: notAsked,
      location: notAsked,
      tenant: notAsked,
    },
    lots: { get: notAsked },
    exceptions: { open: notAsked, get: notAsked, clear: notAsked },
    told: toldPacks(db, tables.deliveries),
    unknownCountries: { note: notAsked, settle: notAsked },
    evidence: { put: notAsked, get: notAsked },
    releases: { isPlanned: notAsked },
    unitEvents: notAsked,
    deliveries: deliveries(db, tables.deliveries),
    followUps: [],
    wakePartner: async (message) => void woken.push(JSON.stringify(message)),
    now,
    ...change,
  });
  return () => plan({ tenant, captureId });
}

async function captured(shipments: number) {
  const jobs = captureJobs(engine.db, tables.deliveries, documents);
  await jobs.create(tenant, captureId, 'rollback', now());
  const eventIds = Array.from({ length: shipments }, (_, i) => `urn:uuid:${i}`);
  await jobs.finish(tenant, captureId, { eventIds, errors: [] }, now());
}

const toPlan = async () => {
  const rows = await dueRows(engine.db, tables.deliveries).overdue(tenant, new Date(clock + 200_000), 10_000);
  return rows.filter(({ wake }) => wake?.queue === 'plan').length;
};

test('more shipments than one run can plan are planned over a few, each once', { timeout: 120_000 }, async () => {
  // A slow table, so that fewer are enough, and more than one piece of the captured events.
  await captured(1_200);
  let runs = 0;
  for (; (await toPlan()) > 0 && runs < 20; runs++) {
    const began = clock;
    await planner(undefined, 45)();
    expect(clock - began).toBeLessThan(30_000);
  }
  expect(runs).toBeGreaterThan(1);
  expect(runs).toBeLessThan(8);
  expect(woken).toHaveLength(1_200);
  expect(new Set(woken).size).toBe(1_200);
});

test('a plan that was cut off goes on where it was', async () => {
  await captured(300);
  let puts = 0;
  const isPut: Breaks = (command) => command === 'PutItemCommand' && ++puts > 200;
  await expect(planner(isPut)()).rejects.toThrow('crashed');
  expect(await toPlan()).toBe(1);
  puts = 0;
  const counting: Breaks = (command) => {
    if (command === 'PutItemCommand') puts++;
    return false;
  };
  await planner(counting)();
  expect(puts).toBe(100);
  expect(await toPlan()).toBe(0);
});

test('a plan made twice wakes nobody twice', async () => {
  await captured(3);
  await planner()();
  await planner()();
  expect(woken).toHaveLength(3);
});

test('events of which each takes long are planned over several runs, none anew', async () => {
  await captured(12);
  const sampled: EpcisEvent = { ...shipment, bizStep: 'sampling', disposition: 'active' };
  let looked = 0;
  const slow: Partial<PlanCapturedNeeds> = {
    ledger: {
      eventsById: async (...asked) => (await ledger.eventsById(...asked)).map((one) => ({ ...one, event: sampled })),
    },
    unitEvents: async () => {
      looked++;
      clock += 7_000;
      return [];
    },
  };
  let runs = 0;
  for (; (await toPlan()) > 0 && runs < 20; runs++) {
    const began = clock;
    await planner(undefined, 10, slow)();
    expect(clock - began).toBeLessThan(25_000);
  }
  expect([runs, looked]).toEqual([4, 12]);
});
