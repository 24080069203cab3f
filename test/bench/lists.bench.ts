import { deliveries } from '#common/store/deliveries.ts';
import { startDynoxide, tables } from '../kit/dynoxide.ts';
import { manyDeliveries, nthDelivery } from '../kit/many-deliveries.ts';
import { report } from './measure.ts';

// A page of fifty at the beginning of a list and near the end of it, and one that is narrowed to what is rare, in a list of a hundred thousand.

const ROWS = Number(process.env['BENCH_ROWS'] ?? 100_000);
const TIMES = 100;
const tenant = 'acme';
const engine = await startDynoxide();
await manyDeliveries(engine.db, tenant, ROWS, (n) => (n === ROWS - 1 ? 'rejected' : 'acknowledged'));
const list = deliveries(engine.db, tables.deliveries);

const first = () => list.list(tenant, { limit: 50 });
const last = () => list.list(tenant, { limit: 50, after: nthDelivery(ROWS - 100) });
const took: Record<'first' | 'last', number[]> = { first: [], last: [] };
for (let n = 0; n < TIMES; n++)
  // Taking turns: a busy machine slows both alike.
  for (const [name, ask] of [['first', first] as const, ['last', last] as const]) {
    const start = performance.now();
    await ask();
    took[name].push(performance.now() - start);
  }

const start = performance.now();
let answers = 0;
for (let after: string | undefined, more = true; more; answers++) {
  const page = await list.list(tenant, { limit: 50, state: 'rejected', after });
  after = page.next;
  more = after !== undefined;
}
const narrowed = performance.now() - start;

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
const microseconds = (ms: number) => ms * 1_000;
report({
  bench: 'lists',
  metric: `page of 50 among ${ROWS}, the first`,
  value: microseconds(median(took.first)),
  unit: 'µs',
});
report({
  bench: 'lists',
  metric: `page of 50 among ${ROWS}, the last`,
  value: microseconds(median(took.last)),
  unit: 'µs',
  baseline: { name: 'the first', value: microseconds(median(took.first)) },
});
report({
  bench: 'lists',
  metric: `rows looked through to find one among ${ROWS}, in ${answers} answers`,
  value: (ROWS / narrowed) * 1_000,
  unit: 'rows/s',
});
await engine.stop();
