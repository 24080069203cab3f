import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { runTransaction } from '#common/nmvs/run-transaction.ts';
import { httpsSender, isAnswered, type SendHttps } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import type { Fault, FaultKind } from '../../infra/local/sandbox/faults.ts';
import { aCountry, type NmvsWorld, startNmvsWorld } from '../../test/kit/nmvs-world.ts';
import { routes } from '../nmvs-api/routes.ts';
import { takeNmvs } from './take-nmvs.ts';

const product = '09521321543218';
const batch = { product, batch: 'L1', expiry: '281231' };
const serials = ['S1', 'S2', 'S3', 'S4'];
const pack = { ...batch, serial: 'S1' };

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

async function country(faults: readonly Fault[], send: SendHttps = world.needs.send) {
  const needs = { ...world.needs, send };
  const handler = httpHandler(routes(needs), needs.registry.granted);
  const take = takeNmvs(runTransaction(needs), async () => undefined);
  const made = await aCountry({ ...world, handler, take }, `lost-${++tenants}`, { faults });
  open.push(made);
  made.sandbox.load(product, 'L1', '281231', serials);
  const state = async (id: string) => (await made.show(id)).body['state'];
  const remembered = () => world.needs.packs.get(made.tenant, { country: 'DE', product, serial: 'S1' });
  /** Dispensed in another pharmacy. */
  const elsewhere = async (serial: string) => {
    world.forward(1000);
    await made.access({ clientLoginId: 'OTHER' });
    await made.pack({ id: `o-${serial}`, act: 'dispense', pack: { ...batch, serial } });
    world.forward(1000);
    await made.access();
  };
  return { ...made, state, remembered, elsewhere };
}
const on = (operation: string, from: number, kind: FaultKind): Fault => ({ on: operation, from, count: 1, ...kind });

describe('a pack that another pharmacy dispensed, when the answer to our own dispensing is lost', () => {
  test('is never told to be done by us, and nothing is remembered as ours', async () => {
    const de = await country([on('G120', 2, { kind: 'no-answer' })]);
    await de.elsewhere('S1');
    await de.pack({ id: 'd1', act: 'dispense', pack });
    await de.bringOn();
    expect((await de.show('d1')).body).toMatchObject({
      state: 'unclear',
      outcome: { code: 'UNCLEAR', proof: 'verified', reason: 'DISPENSED', remedy: expect.stringContaining('undo') },
    });
    expect(await de.remembered()).toBeUndefined();
    await de.ask('POST /api/nmvs/transactions/{id}/retry', { path: { id: 'd1' }, body: { reason: 'look again' } });
    await de.bringOn();
    expect(await de.state('d1')).toBe('unclear');
  });

  test('is found out by an undo, which the system carries out for nobody but who dispensed it', async () => {
    const de = await country([on('G120', 2, { kind: 'no-answer' }), on('G120', 3, { kind: 'no-answer' })]);
    await de.elsewhere('S1');
    const undone: { status: number; body: object }[] = [];
    for (const serial of ['S1', 'S2']) {
      const named = { act: 'dispense', pack: { ...batch, serial } };
      await de.pack({ id: `d-${serial}`, ...named });
      await de.bringOn();
      undone.push(await de.pack({ id: `u-${serial}`, undo: true, ...named }));
    }
    expect(undone).toMatchObject([
      { status: 200, body: { state: 'rejected', outcome: { code: 'NMVS_NC_PCK_21', proof: 'answer' } } },
      { status: 200, body: { state: 'done' } },
    ]);
    expect(de.sandbox.stateOf(product, 'S2')).toBe('ACTIVE');
  });

  test('in a bulk leaves the bulk before a person, and tells the packs that may be another’s', async () => {
    const de = await country([{ on: 'G125', from: 1, count: 1, kind: 'lost-result' }]);
    await de.elsewhere('S1');
    await de.bulk({ id: 'b1', act: 'dispense', ...batch, serials });
    await de.bringOn();
    const { body } = await de.ask('GET /api/nmvs/bulk/{id}', { path: { id: 'b1' } });
    expect(body).toMatchObject({ state: 'unclear', failure: expect.stringContaining('4 packs') });
    expect(body['rejected']).toContainEqual({ serial: 'S1', code: 'UNCLEAR' });
  });
});

test('what was known of a pack counts no more when it is unclear what became of it: its undo is held against the system', async () => {
  const de = await country([on('G120', 2, { kind: 'no-answer' })]);
  await de.pack({ id: 'd1', act: 'dispense', pack });
  await de.pack({ id: 'u1', act: 'dispense', undo: true, pack });
  await de.pack({ id: 'd2', act: 'dispense', pack });
  await de.bringOn();
  expect(await de.state('d2')).toBe('unclear');
  expect((await de.pack({ id: 'u2', act: 'dispense', undo: true, pack })).body).toMatchObject({ state: 'done' });
  expect(de.sandbox.alerts()).toEqual([]);
});

describe('a pack that was seen to be active', () => {
  test('a moment before it is found dispensed was dispensed by us', async () => {
    const de = await country([on('G120', 1, { kind: 'refuse' }), on('G120', 2, { kind: 'no-answer' })]);
    await de.pack({ id: 'd1', act: 'dispense', pack });
    await de.bringOn();
    expect((await de.show('d1')).body).toMatchObject({ state: 'done', outcome: { proof: 'verified' } });
    expect(await de.remembered()).toMatchObject({ transaction: 'd1' });
  });

  test('long before it is found dispensed may have been dispensed by others', async () => {
    const away = { on: 'G110', from: 2, count: 1, kind: 'status', status: 503, retryAfter: 300 } as const;
    const de = await country([on('G120', 1, { kind: 'refuse' }), on('G120', 2, { kind: 'no-answer' }), away]);
    await de.pack({ id: 'd1', act: 'dispense', pack });
    await de.bringOn();
    expect(await de.state('d1')).toBe('unclear');
    expect(await de.remembered()).toBeUndefined();
  });
});

describe('an answer that takes longer than anybody waits', () => {
  test.each([
    ['export', 'G140', 'done', 'EXPORTED'],
    ['dispense', 'G120', 'unclear', 'SUPPLIED'],
  ])('has the caller told 202, and %s looked at when it must be over: done once', async (act, operation, ends, is) => {
    const slow = { on: operation, from: 1, count: 1, kind: 'slow', ms: 900 } as const;
    const limits = { timeoutMs: 500, maxAnswerBytes: 1_000_000 };
    const de = await country([slow], httpsSender(outboundGuard('loopback'), limits));
    const begun = await de.pack({ id: 'd1', act, pack });
    expect(begun).toMatchObject({ status: 202, body: { state: 'checking' } });
    expect(de.sandbox.counted('G110')).toBe(0);
    await vi.waitFor(() => expect(de.sandbox.stateOf(product, 'S1')).toBe(is), 5_000);
    await de.bringOn();
    expect(await de.state('d1')).toBe(ends);
    expect([de.sandbox.counted(operation), de.sandbox.alerts()]).toEqual([1, []]);
  });

  test('and comes true while it is repeated: the repetition is refused, and the pack is verified', async () => {
    const de = await country([on('G140', 1, { kind: 'refuse' }), on('G140', 2, { kind: 'duplicate' })]);
    await de.pack({ id: 'e1', act: 'export', pack });
    await de.bringOn();
    const [alert] = de.sandbox.alerts();
    expect((await de.show('e1')).body).toMatchObject({
      state: 'done',
      outcome: { proof: 'verified', alertId: alert?.alertId },
    });
  });
});

describe('the result of a bulk', () => {
  const tampered =
    (change: (xml: string) => string, times: number): SendHttps =>
    async (outgoing) => {
      const told = await world.needs.send(outgoing);
      if (!isAnswered(told)) return told;
      const body = Buffer.from(told.body).toString('utf8');
      if (!/G1(88|96)Response/.test(body) || !body.includes('t:sn=') || times-- <= 0) return told;
      return { ...told, body: Buffer.from(change(body)) };
    };

  test.each<[string, (xml: string) => string]>([
    ['tells of another pack', (xml) => xml.replace('t:sn="S1"', 't:sn="X1"')],
    ['is of another batch', (xml) => xml.replace('<t:Id>L1<', '<t:Id>L2<')],
    ['tells a pack twice', (xml) => xml.replace('t:sn="S1"', 't:sn="S2"')],
    ['leaves a pack out', (xml) => xml.replace(/<t:Pack t:sn="S1".*?<\/t:Pack>/, '')],
  ])('that %s says nothing of it: the packs are verified', async (_, change) => {
    const de = await country([], tampered(change, 1));
    await de.bulk({ id: 'b1', act: 'export', ...batch, serials });
    await de.bringOn();
    const results = [{ code: 'NMVS_SUCCESS', count: 4 }];
    expect((await de.show('b1')).body).toMatchObject({ state: 'done', results });
    expect([de.sandbox.counted('G145'), de.sandbox.counted('G115')]).toEqual([1, 1]);
  });

  test.each<[string, (xml: string) => string, object]>([
    ['tells of another pack', (xml) => xml.replace('t:sn="S1"', 't:sn="X1"'), { state: 'done' }],
    [
      'leaves a pack out, as does its verification,',
      (xml) => xml.replace(/<t:TrxItem (?:(?!<\/t:TrxItem>).)*t:sn="S1".*?<\/t:TrxItem>/, ''),
      {
        state: 'unclear',
        results: expect.arrayContaining([{ code: 'UNCLEAR', count: 1, meaning: expect.any(String) }]),
      },
    ],
  ])('of a mixed one that %s is looked after', async (what, change, ends) => {
    const de = await country([], tampered(change, what.includes('verification') ? 9 : 1));
    const items = serials.map((serial) => ({ ...batch, serial, act: 'export' }));
    await de.ask('POST /api/nmvs/mixed', { body: { id: 'm1', country: 'DE', items } });
    await de.bringOn();
    expect((await de.ask('GET /api/nmvs/mixed/{id}', { path: { id: 'm1' } })).body).toMatchObject(ends);
    expect(serials.map((serial) => de.sandbox.stateOf(product, serial))).toEqual(serials.map(() => 'EXPORTED'));
  });
});
