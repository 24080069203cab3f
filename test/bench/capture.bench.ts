import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { eventId } from '#common/event-id.ts';
import { chunksOf, inLanes, putRows, type Row } from '#common/store/batches.ts';
import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { countingClient } from '../kit/consumed.ts';
import { startDynoxide, tables } from '../kit/dynoxide.ts';
import { lineCapture } from '../kit/line-capture.ts';
import { messagesOf, packedPallets, type Told } from '../kit/packed-pallets.ts';
import { openCipher, unitMaker } from '../kit/unit-maker.ts';
import { report } from './measure.ts';

// Capture beside raw batched writes of the very rows it makes, taking turns on one engine; then what a packed unit costs, all in.

const ROUNDS = 3;
const engine = await startDynoxide();
const pools = serialPools(engine.db, tables.serials);

const toStore = (events: readonly EpcisEvent[], captureId: string): StoredEvent[] =>
  events.map((event, position) => ({
    eventId: eventId(event),
    recordTime: '2026-03-01T10:00:00.000Z',
    captureId,
    position,
    event,
  }));

async function told(tenant: string, unitsPerCase: number, pallets: number): Promise<Told[]> {
  const all: Told[] = [];
  const units = await unitMaker(engine, tenant);
  for await (const one of packedPallets(units, { pallets, casesPerPallet: 20, unitsPerCase })) all.push(one);
  return all;
}

async function rowsOf(tenant: string): Promise<Row[]> {
  const rows: Row[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await engine.db.send(
      new ScanCommand({ TableName: tables.ledger, ...(from && { ExclusiveStartKey: from }) }),
    );
    rows.push(...(page.Items ?? []).filter(({ pk }) => String(pk).startsWith(`${tenant}#`)));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return rows;
}

/** Documents of a hundred events, as a site sends after an outage and partners with a shipment; four at a time, as raw writes go in four lanes. */
const best = { rows: 0, raw: 0, packs: 0, rawPacks: 0 };
for (let round = 0; round < ROUNDS; round++) {
  const tenant = `bulk-${round}`;
  const pallets = 10;
  const said = (await told(tenant, 48, pallets)).flatMap((one) => one.events);
  // As a message brings them: strings that are one piece, not what a builder has joined.
  const arrived: EpcisEvent[] = JSON.parse(JSON.stringify(said));
  const documents = chunksOf(arrived, 100);
  const open = ledger(engine.db, tables.ledger, pools, openCipher);
  const capture = (events: readonly EpcisEvent[], i: number) =>
    open.append(tenant, toStore(events, `capture-${i}`), { together: true });
  const captured = await seconds(() => inLanes([...documents.entries()], ([i, events]) => capture(events, i)));
  const rows = await rowsOf(tenant);
  const again = (name: string, some: readonly Row[]) =>
    putRows(
      engine.db,
      tables.ledger,
      some.map(({ pk, ...row }) => ({ ...row, pk: `${name}-${String(pk)}` })),
    );
  const raw = await seconds(() => again('raw', rows));
  const packs = pallets * 960;
  // What a repository without runs writes at the least: a row for each pack and event.
  const small = Array.from({ length: 2 * packs }, (_, i) => ({
    pk: `row-${i}`,
    sk: 'event',
    eventId: `ni:///${i}`,
    roles: ['epc'],
  }));
  const naive = await seconds(() => again(`naive-${round}`, small));
  best.rows = Math.max(best.rows, rows.length / captured);
  best.raw = Math.max(best.raw, rows.length / raw);
  best.packs = Math.max(best.packs, packs / captured);
  best.rawPacks = Math.max(best.rawPacks, packs / naive);
}
report({
  bench: 'capture',
  metric: 'rows stored, documents of 100 events with their event ids',
  value: best.rows,
  unit: 'rows/s',
  baseline: { name: 'raw batched writes of the same rows', value: best.raw },
});
report({
  bench: 'capture',
  metric: 'packs commissioned and packed in cases',
  value: best.packs,
  unit: 'packs/s',
  baseline: { name: 'raw batched writes of a row for each pack and event', value: best.rawPacks },
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
