import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { webhookSecret } from '#common/webhook-secret.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { type DeskOptions, startDeskSandbox } from '../../infra/local/sandbox/pdg/desk.ts';
import { type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';

let world: DscsaWorld;
let houses = 0;
let asked = 0;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  world = await startDscsaWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const HOUR_MS = 3_600_000;
const gtin = '09521321543218';
const ofMedico = '9521999000017';
const pack = (serial: string) => ({ gtin, serial, lot: 'L1', expiry: '281231' });
/** One pack without data, one datum without pack. */
const receipt = { fileId: 'd1', announced: [pack('A'), pack('B')], scanned: [pack('A'), pack('C')] };
const report = { id: 'e-0', partner: 'medico', poNumber: 'PO-1', receipt };

async function aHouse(options: Partial<DeskOptions> = {}) {
  const tenant = `pdg-${++houses}`;
  const secret = webhookSecret(await world.needs.root(), { tenant, partner: 'medico', generation: 1 });
  const now = () => world.needs.now().getTime();
  const desk = await startDeskSandbox({ port: 0, gln: ofMedico, now, secret, answersAfterMs: HOUR_MS, ...options });
  open.push(desk);
  const house = await world.house(tenant, { desks: [{ partner: 'medico', url: desk.url }] });
  const tell = (body: object = {}) =>
    house.ask('POST /api/dscsa/exceptions', { body: { ...report, id: `e-${++asked}`, ...body } });
  return { ...house, desk, tell };
}

describe('what differs in a delivery', () => {
  test('is reported to its sender, answered item by item, and resolved under one case', async () => {
    const { tell, show, move, bringOn, desk } = await aHouse({ rejects: { 'Send product': 'Credit account' } });
    const { status, id, body } = await tell({ others: ['the seal was broken'] });
    const caseUuid = String(Object(body['pdg']).caseUuid);
    expect([status, body['state']]).toEqual([202, 'sending']);
    await bringOn(0.1);
    expect((await show(id)).body).toMatchObject({ state: 'sent', outgoing: { state: 'received' } });
    await bringOn(4);
    const { body: answered } = await show(id);
    expect([answered['state'], Object.values(Object(Object(answered['pdg']).verdicts))]).toEqual([
      'answered',
      expect.arrayContaining([
        { verdict: 'Accept' },
        { verdict: 'Reject', comments: 'not so', alternative: 'Credit account' },
      ]),
    ]);
    expect((await move(id, 'resolve')).body).toMatchObject({ state: 'resolving' });
    await bringOn(2);
    expect((await show(id)).body).toMatchObject({ state: 'resolved', ended: true });
    const seen = desk.reports();
    expect(seen.map((one) => [one.caseUuid, one.isResolved, one.items.length])).toEqual([
      [caseUuid, false, 2],
      [caseUuid, true, 0],
    ]);
    expect(new Set(seen.map((one) => one.messageUuid)).size).toBe(2);
  });

  test.each<Fault>([
    { kind: 'refuse', on: 'send', from: 1, count: 2 },
    { kind: 'truncate', on: 'send', from: 1, count: 1 },
    { kind: 'no-answer', on: 'send', from: 1, count: 1 },
    { kind: 'wrong-id', on: '*', from: 1, count: 2 },
    { kind: 'html', on: '*', from: 1, count: 2 },
    { kind: 'duplicate', on: 'send', from: 1, count: 1 },
    { kind: 'status', status: 502, on: '*', from: 1, count: 2 },
  ])('is reported once in spite of $kind', async (fault) => {
    const { tell, show, bringOn, desk } = await aHouse({ faults: [fault] });
    const { id } = await tell();
    await bringOn(12);
    expect((await show(id)).body).toMatchObject({ state: 'answered' });
    expect(desk.reports()).toHaveLength(1);
  });

  test('ends answered whatever goes wrong by chance, by the seed', async () => {
    const often = { on: '*', rate: 0.15 };
    const faults: Fault[] = [
      { kind: 'refuse', ...often },
      { kind: 'truncate', ...often },
      { kind: 'no-answer', ...often },
      { kind: 'html', ...often },
      { kind: 'wrong-id', ...often },
    ];
    const { tell, bringOn, ask, desk } = await aHouse({ faults, seed: 3 });
    for (let n = 0; n < 5; n++) await tell();
    await bringOn(24);
    const { body } = await ask('GET /api/dscsa/cases', { query: { state: 'answered' } });
    expect([Object(body['cases']).length, desk.reports().length]).toEqual([5, 5]);
  });

  test('stands before a person where the desk refuses it, or there is none', async () => {
    const { tell, show, bringOn } = await aHouse({ secret: 'whsec_b3RoZXI=' });
    const { id } = await tell();
    const other = await world.house(`pdg-${++houses}`);
    const { id: lost } = await other.ask('POST /api/dscsa/exceptions', { body: report });
    await bringOn(1);
    await other.bringOn(1);
    expect((await show(id)).body).toMatchObject({ state: 'sending', problem: 'status 401' });
    expect((await other.show(lost)).body).toMatchObject({ problem: expect.stringContaining('no exception desk') });
    expect((await other.move(lost, 'withdraw')).body).toMatchObject({ state: 'withdrawn', ended: true });
  });

  test.each([
    ['of nothing', { receipt: undefined }, 400, '/exceptions'],
    ['to a partner nobody knows', { partner: 'nobody' }, 404, '/partner'],
    [
      'of a proposed GTIN that is none',
      { gtinErrors: [{ invalid: '1', proposed: '2' }] },
      400,
      '/exceptions/master_data_errors/gtin_errors/0/proposed_gtin',
    ],
  ])('is not reported %s', async (_, change, status, at) => {
    const { tell } = await aHouse();
    expect(await tell(change)).toMatchObject({ status, body: { at } });
  });

  test('is answered by mail too, by a response to this case alone', async () => {
    const { tell, show, on, bringOn, desk } = await aHouse();
    const { id } = await tell();
    await bringOn(0.1);
    const [seen] = desk.reports();
    const response = {
      message_uuid: 'm',
      exception_case_uuid: seen?.caseUuid,
      timestamp: 1,
      po_number: 'PO-1',
      sender_information: { email: 'x@partner.example' },
      response_items: seen?.items.map(({ uuid }) => ({ exception_item_uuid: uuid, resolution_response: 'Accept' })),
    };
    const take = (change: object) => on(id)('response', { response: { ...response, ...change }, how: 'by mail' });
    expect(await take({ exception_case_uuid: 'other' })).toMatchObject({
      status: 400,
      body: { at: '/response/exception_case_uuid' },
    });
    for (const gln of ['9521777000012', null, ofMedico])
      expect(await take({ sender_information: { gln, email: 'x@partner.example' }, response_items: [] })).toMatchObject(
        gln === '9521777000012' ? { status: 400, body: { at: '/response/sender_information/gln' } } : { status: 200 },
      );
    const half = response.response_items?.slice(0, 1);
    expect((await take({ response_items: half })).body).toMatchObject({ state: 'sent' });
    expect((await take({ response_items: response.response_items?.slice(1) })).body).toMatchObject({
      state: 'answered',
    });
    await bringOn(4);
    expect((await show(id)).body).toMatchObject({ state: 'answered' });
    expect(await take({})).toMatchObject({ status: 409 });
  });
});

describe('what a partner tells of a delivery of ours', () => {
  const overage = (n: number) => ({
    exception_item_uuid: `i${n}`,
    gtin,
    quantity_ordered: 1,
    quantity_received: 2,
    resolution_request: 'Debit account',
  });
  const told = (n: number, change: object = {}) => ({
    message_uuid: `m${n}`,
    exception_case_uuid: 'c1',
    timestamp: 1_772_359_200,
    po_number: 'PO-9',
    sender_information: { email: 'x@partner.example' },
    exceptions: { overages: [overage(n)] },
    case_resolved: false,
    ...change,
  });
  const hearing = async (options: Partial<DeskOptions> = {}) => {
    const house = await aHouse(options);
    /** What the desk has told, and its people sent us by mail. */
    const hear = async (report: unknown) => {
      const heard = await house.ask('POST /api/dscsa/reports', { body: { partner: 'medico', report, how: 'by mail' } });
      if (heard.status < 300)
        await fetch(`${house.desk.url}/reports`, { method: 'POST', body: JSON.stringify(report) });
      return heard;
    };
    return { ...house, hear };
  };

  test('is taken in once, answered item by item, added to and resolved by the partner under its own case', async () => {
    const { hear, on, show, bringOn, desk } = await hearing({
      faults: [{ kind: 'no-answer', on: 'send', from: 1, count: 1 }],
    });
    const { status, id } = await hear(told(1));
    expect([status, (await hear(told(1))).id]).toEqual([201, id]);
    expect((await hear(told(2))).body).toMatchObject({
      id,
      state: 'received',
      pdg: { items: [{ uuid: 'i1' }, { uuid: 'i2' }] },
    });
    const accept = { uuid: 'i1', verdict: 'Accept' };
    expect(await on(id)('respond', { items: [accept] })).toMatchObject({ status: 400, body: { at: '/items' } });
    const reject = {
      uuid: 'i2',
      verdict: 'Reject',
      comments: 'counted twice',
      alternative: 'Return product',
      followUp: 'Phone',
    };
    expect(await on(id)('respond', { items: [accept, reject], notes: 'seen' })).toMatchObject({
      status: 202,
      body: { state: 'responding' },
    });
    expect(await hear(told(3))).toMatchObject({ status: 409 });
    await bringOn(1);
    expect((await show(id)).body).toMatchObject({ state: 'responded' });
    expect(desk.responses()).toMatchObject([
      {
        exception_case_uuid: 'c1',
        po_number: 'PO-9',
        response_items: [
          { exception_item_uuid: 'i1', resolution_response: 'Accept', alternative_resolution: null },
          {
            exception_item_uuid: 'i2',
            alternative_resolution: { alternative_resolution: 'Return product', follow_up: 'Phone' },
          },
        ],
      },
    ]);
    expect((await hear(told(4, { exceptions: {}, case_resolved: true }))).body).toMatchObject({
      state: 'resolved',
      ended: true,
    });
  });

  test('under an id that another message had is refused, in its case and in another', async () => {
    const { hear } = await hearing();
    const { id, body } = await hear(told(1));
    expect(body).toMatchObject({ title: '1 exception that medico tells of order PO-9' });
    const { sender_information: from, ...rest } = told(1);
    expect(await hear({ ...rest, sender_information: from })).toMatchObject({ status: 200, id });
    for (const change of [{ po_number: 'OTHER' }, { exception_case_uuid: 'c2' }])
      expect(await hear(told(1, change))).toMatchObject({ status: 409, body: { at: '/report/message_uuid' } });
  });

  test.each([
    ['of no shape', told(1, { timestamp: 'today' }), '/report/timestamp'],
    [
      'whose items cannot be told apart',
      told(1, { exceptions: { overages: [overage(1), overage(1)] } }),
      '/report/exceptions/overages/1',
    ],
  ])('%s is refused', async (_, report, at) => {
    const { hear } = await hearing();
    expect(await hear(report)).toMatchObject({ status: 400, body: { at } });
  });
});
