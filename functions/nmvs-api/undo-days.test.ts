import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { changedAt } from '#common/nmvs/changed-at.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

const product = '09521321543218';
const batch = { product, batch: 'L1', expiry: '281231' };
const pack = { ...batch, serial: 'S1' };
const HOUR = 3_600_000;

let world: NmvsWorld;
let de: Awaited<ReturnType<typeof aCountry>>;
beforeAll(async () => {
  world = await startNmvsWorld();
});
afterAll(() => world.stop());
afterEach(() => de.close());

/** Ten days after it was sent are over; ten days after its end was known are not. */
const late = (begun: number) => world.forward(begun + 240 * HOUR + 1000 - world.needs.now().getTime());

describe('the ten days of an undo', () => {
  test('count from when an operation was sent, not from when it was found to be done', async () => {
    const away = { on: 'G110', from: 1, count: 1, kind: 'status', status: 503, retryAfter: 10_800 } as const;
    const faults = [{ on: 'G140', from: 1, count: 1, kind: 'no-answer' } as const, away];
    de = await aCountry(world, 'days-1', { faults });
    de.sandbox.load(product, 'L1', '281231', ['S1']);
    const begun = world.needs.now().getTime();
    await de.pack({ id: 'e1', act: 'export', pack });
    await de.bringOn();
    expect((await de.show('e1')).body).toMatchObject({ state: 'done', changedAt: new Date(begun).toISOString() });
    late(begun);
    const undone = await de.pack({ id: 'u1', act: 'export', undo: true, undoes: 'e1', pack });
    expect(undone).toMatchObject({ status: 409, body: { detail: expect.stringContaining('NMVS_NC_PCK_20') } });
    expect(de.sandbox.counted('G141')).toBe(0);
  });

  test('of a bulk count from when it was taken in, however long its result took', async () => {
    de = await aCountry(world, 'days-2', { bulkDelayMs: HOUR });
    de.sandbox.load(product, 'L1', '281231', ['S1', 'S2']);
    const begun = world.needs.now().getTime();
    await de.bulk({ id: 'b1', act: 'export', ...batch, serials: ['S1', 'S2'] });
    await de.bringOn();
    expect((await de.show('b1')).body).toMatchObject({ state: 'done' });
    late(begun);
    const undo = { act: 'export', undo: true, undoes: 'b1', ...batch, serials: ['S1', 'S2'] };
    expect(await de.bulk({ id: 'u1', ...undo })).toMatchObject({ status: 409 });
  });

  test('count by the clock of the system, where it tells its time with a zone', async () => {
    de = await aCountry(world, 'days-3');
    const key = '';
    const sent = {
      direction: 'sent' as const,
      operation: 'G120',
      at: '2026-03-01T10:00:00.000Z',
      clientTrxId: 'd1',
      key,
    };
    const of = { operation: 'G120', evidence: [sent] };
    expect(changedAt(of, '2026-03-01T10:59:58+01:00')).toBe('2026-03-01T09:59:58.000Z');
    for (const told of ['', '2026-03-01T10:59:58', 'yesterday']) expect(changedAt(of, told)).toBe(sent.at);
  });
});
