import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { countingClient } from '../kit/consumed.ts';
import { anyCredentials, startDynoxide, tables } from '../kit/dynoxide.ts';
import { lineCapture } from '../kit/line-capture.ts';
import { messagesOf, packedPallets, type Told } from '../kit/packed-pallets.ts';
import { openCipher, unitMaker } from '../kit/unit-maker.ts';
import { bulkCapture, PALLETS, toStore, writeRaw } from './bulk-capture.ts';
import { report } from './measure.ts';

// Capture beside raw batched writes of the very rows it makes, taking turns on one engine; then what a packed unit costs, all in.

/** The first rounds warm both sides up: a function serves for hours. */
const ROUNDS = 12;
const PACKS = PALLETS * 960;
const engine = await startDynoxide();
const pools = serialPools(engine.db, tables.serials);

async function told(tenant: string, unitsPerCase: number, pallets: number): Promise<Told[]> {
  const all: Told[] = [];
  const units = await unitMaker(engine, tenant);
  for await (const one of packedPallets(units, { pallets, casesPerPallet: 20, unitsPerCase })) all.push(one);
  return all;
}

/** One thread. */
const best = { rows: 0, raw: 0, packs: 0 };
for (let round = 0; round < ROUNDS; round++) {
  const { capture, copies, clear } = await bulkCapture(engine.db, `bulk-${round}`);
  const captured = await seconds(capture);
  const rows = await copies();
  const raw = await seconds(() => writeRaw(engine.db, rows));
  await clear();
  best.rows = Math.max(best.rows, rows.length / captured);
  best.raw = Math.max(best.raw, rows.length / raw);
  best.packs = Math.max(best.packs, PACKS / captured);
}
report({
  bench: 'capture',
  metric: 'rows stored, documents of 100 events with their event ids',
  value: best.rows,
  unit: 'rows/s',
  baseline: { name: 'raw batched writes of the same rows', value: best.raw },
});

/**
 * Two threads, each with documents of its own: the local product runs a function in several workers on one machine, and Lambda in several
 * instances. Here working rows out waits for no other capture, only for its share of the machine; the engine, one process, serves both. The raw
 * side is two threads as well.
 */
const threads = [0, 1].map((thread) => ({
  thread,
  worker: new Worker(new URL('./capture-worker.ts', import.meta.url), {
    workerData: { endpoint: engine.endpoint, credentials: anyCredentials },
  }),
}));
const all = (orderFor: (thread: number) => object) =>
  Promise.all(
    threads.map(async ({ thread, worker }) => {
      const done = once(worker, 'message');
      worker.postMessage(orderFor(thread));
      return Number((await done)[0]);
    }),
  );
const bestOfTwo = { rows: 0, raw: 0 };
for (let round = 0; round < ROUNDS; round++) {
  await all((thread) => ({ kind: 'prepare', tenant: `both-${thread}-${round}` }));
  const captured = await seconds(() => all(() => ({ kind: 'capture' })));
  const rows = (await all(() => ({ kind: 'copy' }))).reduce((sum, count) => sum + count);
  const raw = await seconds(() => all(() => ({ kind: 'raw' })));
  await all(() => ({ kind: 'clear' }));
  bestOfTwo.rows = Math.max(bestOfTwo.rows, rows / captured);
  bestOfTwo.raw = Math.max(bestOfTwo.raw, rows / raw);
}
for (const { worker } of threads) await worker.terminate();
report({
  bench: 'capture',
  metric: 'rows stored by two captures at once, as the product runs them',
  value: bestOfTwo.rows,
  unit: 'rows/s',
  baseline: { name: 'raw batched writes of the same rows by two threads at once', value: bestOfTwo.raw },
});

/** What a repository without runs writes at the least: a row for each pack and event. */
let rawPacks = 0;
for (let round = 0; round < 3; round++) {
  const small = Array.from({ length: 2 * PACKS }, (_, i) => ({
    pk: `naive-${round}-row-${i}`,
    sk: 'event',
    eventId: `ni:///${i}`,
    roles: ['epc'],
  }));
  rawPacks = Math.max(rawPacks, PACKS / (await seconds(() => writeRaw(engine.db, small))));
}
report({
  bench: 'capture',
  metric: 'packs commissioned and packed in cases',
  value: best.packs,
  unit: 'packs/s',
  baseline: { name: 'raw batched writes of a row for each pack and event', value: rawPacks },
});

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

for (const unitsPerCase of [48, 24]) {
  const sizes = { pallets: 10, casesPerPallet: 20, unitsPerCase };
  const tenant = `cost-${unitsPerCase}`;
  const documents = await told(tenant, unitsPerCase, sizes.pallets);
  const messages = [...messagesOf(documents)];
  const units = sizes.pallets * sizes.casesPerPallet * unitsPerCase;
  const { db, consumed } = countingClient(engine.endpoint);
  const capture = lineCapture(db, tenant);
  await silently(async () => {
    for (const [sequence, events] of messages.entries()) await capture(sequence, events);
  });
  const perUnit = consumed.writeUnits / units;
  const naive = await rowPerEpc(`naive-${unitsPerCase}`, documents);
  process.stdout.write(
    `${JSON.stringify({
      bench: 'capture',
      metric: `write units per packed unit, cases of ${unitsPerCase}, 20 on a pallet: commissioned, packed, stacked, shipped, all tables`,
      value: round(perUnit),
      unit: 'WU/unit',
      baseline: { name: 'a row for every EPC and event', value: round(naive / units) },
      ratio: round(perUnit / (naive / units)),
      messages: messages.length,
      rows: Object.fromEntries(Object.entries(consumed.byKind).map(([kind, { writeUnits }]) => [kind, writeUnits])),
    })}\n`,
  );
}

/** The same events in a ledger that knows no pools and shares no rows. */
async function rowPerEpc(tenant: string, documents: readonly Told[]): Promise<number> {
  const { db, consumed } = countingClient(engine.endpoint);
  const blind = ledger(db, tables.ledger, { ...pools, issuersOf: async () => [] }, openCipher);
  for (const [i, { events }] of documents.entries())
    for (const stored of toStore(events, `capture-${i}`)) await blind.append(tenant, [stored]);
  return consumed.writeUnits;
}

/** Functions log each document; here only figures are wanted. */
async function silently(work: () => Promise<void>): Promise<void> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

await engine.stop();
