import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultKind } from '../../infra/local/sandbox/faults.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

const product = '09521321543218';
const batch = { product, batch: 'L1', expiry: '281231' };
const serials = Array.from({ length: 2000 }, (_, i) => `S${String(i).padStart(5, '0')}`);
const few = serials.slice(0, 20);
const others = serials.slice(20, 40);

let world: NmvsWorld;
let tenants = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startNmvsWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function country(options: Parameters<typeof aCountry>[2] = {}, loaded: readonly string[] = few) {
  const made = await aCountry(world, `send-${++tenants}`, options);
  open.push(made);
  made.sandbox.load(product, 'L1', '281231', loaded);
  return made;
}
type Country = Awaited<ReturnType<typeof country>>;

const supplied = ({ sandbox }: Country, of: readonly string[]) =>
  of.filter((serial) => sandbox.stateOf(product, serial) === 'SUPPLIED').length;

/** The call is carried out, and nothing that can be used comes back. */
const isLost = ({ kind }: FaultKind) => ['truncate', 'no-answer', 'wrong-id', 'lost-result'].includes(kind);
const lossy: readonly FaultKind[] = [
  { kind: 'refuse' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 429, retryAfter: 7 },
  { kind: 'status', status: 503, retryAfter: 7 },
  { kind: 'html' },
  { kind: 'truncate' },
  { kind: 'no-answer' },
  { kind: 'wrong-id' },
  { kind: 'slow', ms: 5 },
];

describe('a bulk', () => {
  test('of 2,000 packs is taken in, asked for until its result is there, and undone by its name', async () => {
    const de = await country({ bulkDelayMs: 30_000 }, serials);
    const started = await de.bulk({ id: 'b1', act: 'dispense', ...batch, serials });
    expect(started).toMatchObject({ status: 202, body: { state: 'due', count: 2000 } });
    await de.bringOn();
    const shown = await de.ask('GET /api/nmvs/bulk/{id}', { path: { id: 'b1' } });
    expect(shown.body).toMatchObject({ state: 'done', results: [{ code: 'NMVS_SUCCESS', count: 2000 }], rejected: [] });
    expect(supplied(de, serials)).toBe(2000);
    expect(await de.bulk({ id: 'u0', act: 'dispense', undo: true, ...batch, serials })).toMatchObject({
      status: 400,
      body: { at: '/undoes' },
    });
    await de.bulk({ id: 'u1', act: 'dispense', undo: true, undoes: 'b1', ...batch, serials });
    await de.bringOn();
    expect((await de.show('u1')).body).toMatchObject({ state: 'done' });
    expect([supplied(de, serials), de.sandbox.alerts().length]).toEqual([0, 0]);
  });

  test('tells which packs were refused and why', async () => {
    const de = await country();
    await de.pack({ id: 'd1', act: 'export', pack: { ...batch, serial: 'S00003' } });
    await de.bulk({ id: 'b1', act: 'dispense', ...batch, serials: [...few, 'UNKNOWN1'] });
    await de.bringOn();
    const { body } = await de.ask('GET /api/nmvs/bulk/{id}', { path: { id: 'b1' } });
    expect(body).toMatchObject({ state: 'partial' });
    expect(body['rejected']).toEqual([
      { serial: 'S00003', code: 'NMVS_NC_PCK_22' },
      { serial: 'UNKNOWN1', code: 'NMVS_NC_PC_02' },
    ]);
    const undo = await de.bulk({ id: 'u1', act: 'dispense', undo: true, undoes: 'b1', ...batch, serials: ['S00003'] });
    expect(undo).toMatchObject({ status: 409, body: { detail: 'b1 did not change pack S00003' } });
  });

  test.each([...lossy, { kind: 'lost-result' } as const])(
    'comes to its end once when its submission meets %j',
    async (fault) => {
      const faults = ['G125', 'G145'].map((on) => ({ on, from: 1, count: 1, ...fault }));
      const de = await country({ faults }, [...few, ...others]);
      await de.bulk({ id: 'b1', act: 'dispense', ...batch, serials: few });
      await de.bulk({ id: 'b2', act: 'export', ...batch, serials: others });
      await de.bringOn();
      // Of packs that went to patients it must not be said that it was us unless it is known.
      const [state, code] = isLost(fault) ? ['unclear', 'UNCLEAR'] : ['done', 'NMVS_SUCCESS'];
      expect((await de.show('b1')).body).toMatchObject({ state, results: [{ code, count: 20 }] });
      const exported = { state: 'done', results: [{ code: 'NMVS_SUCCESS', count: 20 }] };
      expect((await de.show('b2')).body).toMatchObject(exported);
      expect([supplied(de, few), de.sandbox.alerts()]).toEqual([20, []]);
    },
  );

  test.each(lossy)('comes to its end when its result meets %j', async (fault) => {
    const de = await country({ faults: [{ on: 'G188', from: 1, count: 2, ...fault }] });
    await de.bulk({ id: 'b1', act: 'dispense', ...batch, serials: few });
    await de.bringOn();
    expect((await de.show('b1')).body).toMatchObject({ state: 'done' });
    expect([de.sandbox.counted('G125'), de.sandbox.alerts()]).toEqual([1, []]);
  });
});

describe('an operation on one pack', () => {
  test.each(lossy)('is done once when it meets %j', async (fault) => {
    const de = await country({ faults: ['G120', 'G140'].map((on) => ({ on, from: 1, count: 1, ...fault })) });
    await de.pack({ id: 'd1', act: 'dispense', pack: { ...batch, serial: 'S00001' } });
    await de.pack({ id: 'e1', act: 'export', pack: { ...batch, serial: 'S00002' } });
    await de.bringOn();
    expect((await de.show('d1')).body).toMatchObject({ state: isLost(fault) ? 'unclear' : 'done' });
    expect((await de.show('e1')).body).toMatchObject({ state: 'done' });
    expect(de.sandbox.stateOf(product, 'S00002')).toBe('EXPORTED');
    expect([supplied(de, few), de.sandbox.alerts()]).toEqual([1, []]);
  });

  test('that was repeated is undone under the id it was sent by last', async () => {
    const de = await country({ faults: [{ on: 'G120', from: 1, count: 1, kind: 'refuse' }] });
    const pack = { ...batch, serial: 'S00001' };
    await de.pack({ id: 'd1', act: 'dispense', pack });
    await de.bringOn();
    const undone = await de.pack({ id: 'u1', act: 'dispense', undo: true, undoes: 'd1', pack });
    expect(undone.body).toMatchObject({ state: 'done' });
    expect((await de.show('u1', { evidence: '0' })).text).toMatch(/<t:RefClientTrxId>[0-9a-f]{24}-r1</);
  });

  test('that the network brings twice ends with the code of the second, in front of a person', async () => {
    const de = await country({ faults: [{ on: 'G120', from: 1, count: 1, kind: 'duplicate' }] });
    const { body } = await de.pack({ id: 'd1', act: 'dispense', pack: { ...batch, serial: 'S00001' } });
    expect(body).toMatchObject({ state: 'rejected', outcome: { code: 'NMVS_NC_PCK_22' } });
  });

  test.each([1, 2, 3, 4])('ends right or unclear under faults by chance, seed %i', async (seed) => {
    const faults = lossy.map((fault) => ({ on: '*', rate: 0.06, ...fault }));
    const original = { batch: 'L1', expiry: '281231', state: 'SUPPLIED' };
    const find = async (_: string, serial: string) => (serial.startsWith('COPY') ? original : undefined);
    const de = await country({ faults, seed, elsewhere: { changes: true, find } });
    const mine = few.slice(0, 8);
    const copies = ['COPY1', 'COPY2', 'COPY3'];
    for (const [i, serial] of [...mine, ...copies].entries())
      await de.pack({ id: `d${i}`, act: i % 2 === 0 || i > 7 ? 'dispense' : 'export', pack: { ...batch, serial } });
    await de.bringOn(400);
    for (const [i, serial] of mine.entries()) {
      const state = (await de.show(`d${i}`)).body['state'];
      const wanted = i % 2 === 0 ? 'SUPPLIED' : 'EXPORTED';
      if (state === 'done') expect(de.sandbox.stateOf(product, serial)).toBe(wanted);
      else if (state === 'unclear') expect([wanted, de.sandbox.stateOf(product, serial)]).toEqual(['SUPPLIED', wanted]);
      else expect([state, de.sandbox.stateOf(product, serial)]).toEqual(['failed', 'ACTIVE']);
    }
    // Their originals were dispensed in another market.
    for (const i of copies.keys()) expect((await de.show(`d${8 + i}`)).body['state']).not.toBe('done');
    expect(de.sandbox.alerts().filter(({ serial }) => !copies.includes(serial))).toEqual([]);
  });
});
