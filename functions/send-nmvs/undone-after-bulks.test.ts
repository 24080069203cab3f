import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

const product = '09521321543218';
const batch = { product, batch: 'L1', expiry: '281231' };
const pack = { ...batch, serial: 'S1' };

let world: NmvsWorld;
let de: Awaited<ReturnType<typeof aCountry>>;
let tenants = 0;
beforeAll(async () => {
  world = await startNmvsWorld();
});
afterAll(() => world.stop());
afterEach(() => de.close());

async function begin(options: Parameters<typeof aCountry>[2] = {}) {
  de = await aCountry(world, `after-bulks-${++tenants}`, options);
  de.sandbox.load(product, 'L1', '281231', ['S1', 'S2']);
}
async function single(id: string, more: object = {}) {
  world.forward(60_000);
  const answered = await de.pack({ id, act: 'dispense', pack, ...more });
  await de.bringOn();
  return answered;
}
async function mixed(id: string, more: object = {}) {
  world.forward(60_000);
  const items = [{ ...pack, act: 'dispense', ...more }];
  const answered = await de.ask('POST /api/nmvs/mixed', { body: { country: 'DE', id, items } });
  await de.bringOn();
  return answered;
}
const undo = { undo: true };
const state = () => de.sandbox.stateOf(product, 'S1');

describe('an undo of a pack that a bulk changed last', () => {
  test('is made after a mixed bulk dispensed it, by itself or in another', async () => {
    await begin();
    await single('d1');
    await single('u1', undo);
    await mixed('m1');
    expect(state()).toBe('SUPPLIED');
    await single('u2', undo);
    expect(state()).toBe('ACTIVE');
    await mixed('m2');
    expect((await mixed('m3', undo)).status).toBe(202);
    expect(state()).toBe('ACTIVE');
  });

  test('is refused after a mixed bulk undid it, and nothing is sent', async () => {
    await begin();
    await single('d1');
    await mixed('m1', undo);
    expect(state()).toBe('ACTIVE');
    const sent = de.sandbox.counted('G121');
    expect(await single('u1', undo)).toMatchObject({ status: 409 });
    expect(de.sandbox.counted('G121')).toBe(sent);
  });

  test('is made after a bulk of its lot dispensed it: what was known before is asked about', async () => {
    await begin();
    await single('d1');
    await single('u1', undo);
    await de.bulk({ id: 'b1', act: 'dispense', ...batch, serials: ['S1', 'S2'] });
    await de.bringOn();
    expect(state()).toBe('SUPPLIED');
    await single('u2', undo);
    expect(state()).toBe('ACTIVE');
  });
});
