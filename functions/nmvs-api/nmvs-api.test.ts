import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';

const product = '09521321543218';
const batch = { product, batch: 'L1', expiry: '281231' };
const pack = { ...batch, serial: 'K7PX9Q' };
const DAY = 86_400_000;

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

async function country(options: Parameters<typeof aCountry>[2] = {}) {
  const made = await aCountry(world, `nmvs-${++tenants}`, options);
  open.push(made);
  made.sandbox.load(product, 'L1', '281231', ['K7PX9Q', 'K7PX9R']);
  return made;
}

describe('a pack at a national verification system, over TLS with a client certificate', () => {
  test('is verified, dispensed and brought back, with evidence of each', async () => {
    const de = await country();
    expect(await de.pack({ id: 'v1', act: 'verify', pack })).toMatchObject({
      status: 200,
      body: { state: 'done', outcome: { code: 'NMVS_SUCCESS', state: 'ACTIVE', proof: 'answer' } },
    });
    const code = '010952132154321821K7PX9Q\u001d1728123110L1';
    const dispensed = await de.pack({ id: 'd1', act: 'dispense', code });
    expect(dispensed.body).toMatchObject({ state: 'done', operation: 'G120', outcome: { reason: 'DISPENSED' } });
    expect(de.sandbox.stateOf(product, 'K7PX9Q')).toBe('SUPPLIED');
    expect((await de.pack({ id: 'u1', act: 'dispense', undo: true, pack })).body).toMatchObject({ state: 'done' });
    const spelled = [
      '(01)09521321543218(21)K7PX9Q(17)281231(10)L1',
      'https://id.gs1.org/01/09521321543218/10/L1/21/K7PX9Q?17=281231',
    ];
    for (const [n, one] of spelled.entries())
      expect((await de.pack({ id: `s${n}`, act: 'verify', code: one })).body).toMatchObject({ state: 'done' });
    expect(de.sandbox.stateOf(product, 'K7PX9Q')).toBe('ACTIVE');
    expect(de.sandbox.alerts()).toEqual([]);
    const { body } = await de.show('d1');
    expect(body['evidence']).toMatchObject([
      { direction: 'sent', operation: 'G120' },
      { direction: 'answered', status: 200 },
    ]);
    const [sent, answered] = [await de.show('d1', { evidence: '0' }), await de.show('d1', { evidence: '1' })];
    expect(sent.text).toContain('<t:ClientTrxId>d1</t:ClientTrxId>');
    expect([String(sent.text).includes('right-password'), String(sent.text).includes('<t:Password>***<')]).toEqual([
      false,
      true,
    ]);
    expect(answered.text).toContain('<m:G120Response>');
  });

  test('is refused where it stands, and where the access has no service for it', async () => {
    const de = await country();
    const wrong = (change: object) => de.pack({ id: 'w1', act: 'verify', pack: { ...pack, ...change } });
    expect((await wrong({ serial: 'a b' })).body).toMatchObject({ at: '/pack/serial' });
    const detail = expect.stringContaining('has check digit 9');
    expect((await wrong({ product: '09521321543219' })).body).toMatchObject({ at: '/pack/product', detail });
    const verified = { id: 'w3', act: 'verify', undo: true, pack };
    expect((await de.pack(verified)).body['remedy']).toContain('nothing to undo');
    expect((await de.bulk({ id: 'w4', act: 'verify', ...batch, serials: ['a b'] })).body).toMatchObject({
      at: '/serials/0',
    });
    await de.access({ services: { single: de.sandbox.services.single } });
    const bulk = { id: 'w2', act: 'verify', ...batch, serials: ['K7PX9Q'] };
    expect(await de.bulk(bulk)).toMatchObject({
      status: 409,
      body: { remedy: expect.stringContaining('services.bulk') },
    });
  });

  test('is asked for in either version of the interface', async () => {
    const de = await country();
    await de.access({ version: 'v4.0' });
    expect((await de.pack({ id: 'v1', act: 'verify', pack })).body).toMatchObject({ state: 'done' });
  });

  test('is dispensed once, however often the same id is sent, and another operation under it is refused', async () => {
    const de = await country();
    const twice = await Promise.all([1, 2].map(() => de.pack({ id: 'd1', act: 'dispense', pack })));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 202]);
    expect((await de.pack({ id: 'd1', act: 'dispense', pack })).body).toMatchObject({ state: 'done' });
    expect(de.sandbox.counted('G120')).toBe(1);
    expect(await de.pack({ id: 'd1', act: 'export', pack })).toMatchObject({ status: 409, body: { at: '/id' } });
  });

  test.each([
    [{ expiry: '281230' }, 'NMVS_FE_LOT_12', 'A52'],
    [{ batch: 'L9' }, 'NMVS_FE_LOT_13', 'A68'],
    [{ batch: 'L9', serial: 'UNKNOWN1' }, 'NMVS_FE_LOT_03', 'A2'],
    [{ serial: 'UNKNOWN1' }, 'NMVS_NC_PC_02', 'A3'],
  ])('with %j is answered by %s, and the alert %s is named', async (change, code, alert) => {
    const de = await country();
    const { body } = await de.pack({ id: 'd1', act: 'dispense', pack: { ...pack, ...change } });
    expect(body).toMatchObject({
      state: 'rejected',
      outcome: { code, remedy: expect.stringContaining('hold the pack') },
    });
    expect(de.sandbox.alerts()).toMatchObject([{ code: alert, alertId: Object(body['outcome']).alertId }]);
  });

  test('with what would be a false alert is refused before it is sent', async () => {
    const de = await country();
    expect(await de.pack({ id: 'x1', act: 'dispense', pack: { ...pack, serial: 'K7-PX' } })).toMatchObject({
      status: 400,
    });
    expect(await de.pack({ id: 'x2', act: 'dispense', pack: { ...pack, expiry: '281331' } })).toMatchObject({
      status: 400,
    });
    expect(await de.pack({ id: 'x3', act: 'destroy', undo: true, pack })).toMatchObject({ status: 501 });
    expect(await de.pack({ id: 'x4', act: 'dispense' })).toMatchObject({ status: 400, body: { at: '/pack' } });
    expect(await de.pack({ id: 'x'.repeat(33), act: 'dispense', pack })).toMatchObject({ status: 400 });
    expect(
      await de.ask('POST /api/nmvs/packs', { body: { id: 'x5', country: 'FR', act: 'verify', pack } }),
    ).toMatchObject({ status: 404 });
    expect([de.sandbox.counted('G120'), de.sandbox.alerts()]).toEqual([0, []]);
  });
});

describe('an undo', () => {
  test('after ten days is refused and not sent', async () => {
    const de = await country();
    await de.pack({ id: 'd1', act: 'dispense', pack });
    world.forward(10 * DAY + 1000);
    expect(await de.pack({ id: 'u1', act: 'dispense', undo: true, pack })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('NMVS_NC_PCK_20'), rule: expect.stringContaining('Article 13') },
    });
    expect(de.sandbox.counted('G121')).toBe(0);
  });

  test('of another operation, or from another location, is refused and not sent', async () => {
    const de = await country();
    await de.pack({ id: 'd1', act: 'dispense', pack });
    const wrong = await de.pack({ id: 'u1', act: 'export', undo: true, pack });
    await de.access({ clientLoginId: 'OTHER' });
    const foreign = await de.pack({ id: 'u2', act: 'dispense', undo: true, pack });
    expect([wrong.body['detail'], foreign.body['detail']]).toEqual([
      expect.stringContaining('NMVS_NC_PCK_06'),
      expect.stringContaining('NMVS_NC_PCK_21'),
    ]);
    expect([de.sandbox.counted('G141'), de.sandbox.counted('G121')]).toEqual([0, 0]);
  });

  test('of what we know nothing of is sent only when the pack is verified to be in that state', async () => {
    const de = await country();
    expect((await de.pack({ id: 'u1', act: 'dispense', undo: true, pack })).body).toMatchObject({
      state: 'rejected',
      outcome: { code: 'NMVS_NC_PCK_06', proof: 'verified' },
    });
    expect([de.sandbox.counted('G110'), de.sandbox.counted('G121'), de.sandbox.alerts()]).toEqual([1, 0, []]);
  });
});

describe('what is in front of a person', () => {
  test('is a wrong password, tried once', async () => {
    const de = await country({ secret: { password: 'wrong' } });
    expect((await de.pack({ id: 'd1', act: 'dispense', pack })).body).toMatchObject({
      state: 'failed',
      failure: 'fault: Authentication failed',
    });
    await de.bringOn();
    expect(de.sandbox.stateOf(product, 'K7PX9Q')).toBe('ACTIVE');
  });

  test('is a secret that does not name where it is sent, or holds no certificate that can be used', async () => {
    const elsewhere = await country({ secret: { origins: ['https://other.example'] } });
    expect((await elsewhere.pack({ id: 'd1', act: 'dispense', pack })).body).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('origins'),
    });
    const broken = await country({ secret: { certificate: 'no PEM' } });
    expect((await broken.pack({ id: 'd1', act: 'dispense', pack })).body).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('PEM'),
    });
  });

  test('is a system that lets us in no more: nobody knows, and it is looked after again when somebody says so', async () => {
    const de = await country({ faults: [{ on: '*', from: 1, count: 20, kind: 'no-answer' }] });
    expect(await de.pack({ id: 'd1', act: 'export', pack })).toMatchObject({
      status: 202,
      body: { state: 'checking' },
    });
    await de.bringOn();
    expect((await de.show('d1')).body).toMatchObject({ state: 'unclear' });
    const listed = await de.ask('GET /api/nmvs/transactions', { query: { state: 'unclear' } });
    expect(listed.body['transactions']).toMatchObject([{ id: 'd1' }]);
    const retry = async (reason: string) =>
      (await de.ask('POST /api/nmvs/transactions/{id}/retry', { path: { id: 'd1' }, body: { reason } })).status;
    expect([await retry('it is back'), await retry('it is back'), await retry('other')]).toEqual([202, 202, 409]);
    await de.bringOn();
    expect((await de.show('d1')).body).toMatchObject({ state: 'done', outcome: { proof: 'verified' } });
    expect([de.sandbox.stateOf(product, 'K7PX9Q'), de.sandbox.alerts()]).toEqual(['EXPORTED', []]);
  });
});
