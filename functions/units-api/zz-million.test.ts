import { afterAll, beforeAll, test } from 'vitest';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { pack, unitWorld } from '../../test/kit/unit-world.ts';
let engine: Dynoxide;
beforeAll(async () => { engine = await startDynoxide(); });
afterAll(() => engine.stop());
test('million', async () => {
  const world = await unitWorld(engine, 'acme-x');
  const [top = ''] = await world.units.logisticUnits(1);
  const n = Number(process.env['N'] ?? 100_000);
  for (let i = 0; i < n; i += 5000) {
    const packs = await world.units.packs(Math.min(5000, n - i));
    await world.capture(pack(top, packs, 1 + i / 5000 / 10));
  }
  let token: string | undefined;
  for (let p = 0; p < 4; p++) {
    const t = performance.now();
    const { status, body } = await world.get(top, 'contents', { depth: '1', perPage: '50', ...(token && { nextPageToken: token }) });
    console.log(n, 'page', p, status, Object(body).contents?.length, Math.round(performance.now() - t), 'ms');
    token = Object(body).nextPageToken;
  }
  const t = performance.now();
  const u = await world.get(top);
  console.log('unit', Object(u.body).children, Math.round(performance.now() - t), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB');
  const h = performance.now();
  await world.get(top, 'history', { perPage: '20' });
  console.log('history', Math.round(performance.now() - h), 'ms');
}, 600_000);
