import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { traceUnit } from '../../functions/units-api/trace-unit.ts';
import { startDynoxide, tables } from '../kit/dynoxide.ts';
import { packedPallets } from '../kit/packed-pallets.ts';
import { openCipher, unitMaker } from '../kit/unit-maker.ts';
import { wavesOf } from '../kit/waves.ts';

// The trace of one pack (state, history, parents) in a ledger of ten thousand units and in one of a million.

const TRACES = 400;
const [small, large] = [10_000, Number(process.env['BENCH_UNITS'] ?? 1_000_000)];
const engine = await startDynoxide();

/** Fills a ledger with pallets of 20 cases of 48; answers some of the packs, evenly spread. */
async function filled(tenant: string, units: number): Promise<string[]> {
  const sample: string[] = [];
  const open = ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
  const pallets = Math.ceil(units / 960);
  const every = Math.max(1, Math.floor(units / 48 / TRACES));
  let cases = 0;
  const sizes = { pallets, casesPerPallet: 20, unitsPerCase: 48 };
  for await (const { kind, events } of packedPallets(await unitMaker(engine, tenant), sizes)) {
    const recordTime = '2026-03-01T10:00:00.000Z';
    await open.append(
      tenant,
      events.map((event, position) => ({
        eventId: eventId(event),
        recordTime,
        captureId: `c-${cases}`,
        position,
        event,
      })),
    );
    const [first] = events;
    if (kind === 'case' && cases++ % every === 0 && first?.type === 'ObjectEvent' && sample.length < TRACES)
      sample.push(first.epcList?.[cases % 48] ?? '');
  }
  return sample;
}

const packs = { small: await filled('small', small), large: await filled('large', large) };

const { db, waves } = wavesOf(engine.endpoint);
const open = ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
const needs = { ledger: open, now: () => new Date() };
const took: Record<'small' | 'large', number[]> = { small: [], large: [] };
let most = 0;
for (let i = 0; i < TRACES; i++)
  // Taking turns: a busy machine slows both alike.
  for (const size of ['small', 'large'] as const) {
    const epc = canonicalEpc(packs[size][i % packs[size].length] ?? '');
    const before = waves();
    const start = performance.now();
    const { parents } = await traceUnit(needs, size, epc);
    took[size].push(performance.now() - start);
    most = Math.max(most, i < TRACES / 10 ? 0 : waves() - before);
    if (parents.length !== 2) throw new Error(`${epc} has ${parents.length} parents`);
  }

const p95 = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0;
const round = (value: number) => Math.round(value * 100) / 100;
const say = (figure: object) => process.stdout.write(`${JSON.stringify({ bench: 'query', ...figure })}\n`);
say({ metric: 'round trips to trace one unit, warm', value: most, unit: 'trips' });
say({
  metric: `trace of one unit among ${large}, p95`,
  value: round(p95(took.large)),
  unit: 'ms',
  baseline: { name: `among ${small}`, value: round(p95(took.small)) },
  ratio: round(p95(took.large) / p95(took.small)),
});
await engine.stop();
