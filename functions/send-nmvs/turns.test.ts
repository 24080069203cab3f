import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

const product = '09521321543218';
const batch = { product, batch: 'L1', expiry: '281231' };
const serials = ['S1', 'S2', 'S3', 'S4'];

let world: NmvsWorld;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startNmvsWorld({
    'nmvs/single': { calls: 1, seconds: 60, burst: 1 },
    'nmvs/bulk': { calls: 1, seconds: 30, burst: 1 },
  });
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function country(tenant: string, options: Parameters<typeof aCountry>[2] = {}) {
  const made = await aCountry(world, tenant, options);
  open.push(made);
  made.sandbox.load(product, 'L1', '281231', serials);
  return made;
}

describe('calls to an NMVS under one access', () => {
  test('wait for their turn where the caller sees it, and are done in the end', async () => {
    const de = await country('turns-1');
    const [first, second] = [
      await de.pack({ id: 'd1', act: 'dispense', pack: { ...batch, serial: 'S1' } }),
      await de.pack({ id: 'd2', act: 'dispense', pack: { ...batch, serial: 'S2' } }),
    ];
    expect(first).toMatchObject({ status: 200, body: { state: 'done' } });
    expect(second).toMatchObject({ status: 202, body: { state: 'due', evidence: [], turn: { call: 'single' } } });
    expect(second.body['failure']).toMatch(/^waits for its turn until 2026-/);
    const begun = world.needs.now().getTime();
    await de.bringOn();
    expect(world.needs.now().getTime() - begun).toBeGreaterThanOrEqual(60_000);
    expect((await de.show('d2')).body).toMatchObject({ state: 'done', attempts: 1 });
    expect((await de.show('d2')).body['turn']).toBeUndefined();
  });

  test('of bulks and of their results are counted together', async () => {
    const de = await country('turns-2');
    const begun = world.needs.now().getTime();
    await de.bulk({ id: 'b1', act: 'dispense', ...batch, serials });
    await de.bringOn();
    expect((await de.show('b1')).body).toMatchObject({ state: 'done', attempts: 2 });
    expect(world.needs.now().getTime() - begun).toBeGreaterThanOrEqual(30_000);
  });

  test('are made by nobody while the NMVS wants to be left alone', async () => {
    const fault = { on: 'G120', from: 1, count: 1, kind: 'status', status: 429, retryAfter: 300 } as const;
    const de = await country('turns-3', { faults: [fault] });
    const begun = world.needs.now().getTime();
    await de.pack({ id: 'd1', act: 'dispense', pack: { ...batch, serial: 'S1' } });
    expect(await de.pack({ id: 'd2', act: 'dispense', pack: { ...batch, serial: 'S2' } })).toMatchObject({
      status: 202,
    });
    await de.bringOn();
    expect(world.needs.now().getTime() - begun).toBeGreaterThanOrEqual(300_000);
    for (const id of ['d1', 'd2']) expect((await de.show(id)).body).toMatchObject({ state: 'done' });
  });
});
