import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DscsaWorld, startDscsaWorld } from '../../test/kit/dscsa-world.ts';

let world: DscsaWorld;
let houses = 0;
beforeAll(async () => {
  world = await startDscsaWorld();
});
afterAll(() => world.stop());

const said = (n: number, change: object = {}) => ({
  message_uuid: `m${n}`,
  exception_case_uuid: 'c1',
  timestamp: 1,
  po_number: 'PO-1',
  sender_information: { email: 'x@partner.example' },
  ...change,
});
const overage = (n: number) => ({
  exception_item_uuid: `i${n}`,
  gtin: '09521321543218',
  quantity_ordered: 1,
  quantity_received: 2,
  resolution_request: 'Debit account',
});
const report = (n: number, change: object = {}) =>
  said(n, { exceptions: { overages: [overage(n)] }, case_resolved: false, ...change });

/** A partner without a desk: everything goes by mail. */
async function aHouse() {
  const house = await world.house(`mail-${++houses}`);
  const hear = (report: object) =>
    house.ask('POST /api/dscsa/reports', { body: { partner: 'medico', report, how: 'by mail' } });
  const mailed = (id: string, what = 'mailed') => house.on(id)('told', { what, how: 'by mail' });
  const stopped = expect.stringContaining('no exception desk');
  /** A report of the partner's, with our response that did not get through. */
  const responded = async () => {
    const { id } = await hear(report(1));
    const answer = (n: number, verdict = 'Accept') =>
      house.on(id)('respond', { items: uuids(n).map((uuid) => ({ uuid, verdict })) });
    await answer(1);
    expect(await hear(report(2))).toMatchObject({ status: 409 });
    expect(await answer(1, 'Reject')).toMatchObject({ status: 409 });
    expect(await answer(1)).toMatchObject({ status: 200, body: { state: 'responding' } });
    await house.bringOn(1);
    expect((await house.show(id)).body).toMatchObject({ state: 'responding', problem: stopped });
    return { id, answer };
  };
  return { ...house, hear, mailed, stopped, responded };
}
const uuids = (n: number) => Array.from({ length: n }, (_, i) => `i${i + 1}`);

describe('with a partner that has no desk', () => {
  test('a report, and the end of its case, are mailed, and the response is put in', async () => {
    const { ask, show, on, move, bringOn, mailed, stopped } = await aHouse();
    const body = { id: 'a', partner: 'medico', poNumber: 'PO-1', gtinErrors: [{ invalid: '1' }] };
    const { id } = await ask('POST /api/dscsa/exceptions', { body });
    await bringOn(1);
    expect((await show(id)).body).toMatchObject({ state: 'sending', problem: stopped });
    expect(await mailed(id, 'answered')).toMatchObject({ status: 400, body: { at: '/what' } });
    const { body: sent } = await mailed(id);
    expect([sent['state'], sent['problem']]).toEqual(['sent', undefined]);
    const { caseUuid, items } = Object(sent['pdg']);
    const response_items = [{ exception_item_uuid: items[0].uuid, resolution_response: 'Accept' }];
    const response = said(9, { exception_case_uuid: caseUuid, response_items });
    expect((await on(id)('response', { response, how: 'by mail' })).body).toMatchObject({ state: 'answered' });
    await move(id, 'resolve');
    await bringOn(1);
    expect((await show(id)).body).toMatchObject({ state: 'resolving', problem: stopped });
    expect((await mailed(id)).body).toMatchObject({ state: 'resolved', ended: true });
  });

  test('a response is mailed', async () => {
    const { responded, mailed, hear } = await aHouse();
    const { id } = await responded();
    expect((await mailed(id)).body).toMatchObject({ state: 'responded' });
    expect((await hear(report(2))).body).toMatchObject({ id, state: 'received' });
  });

  test('a response is written anew, also when more was told meanwhile', async () => {
    const { responded, hear } = await aHouse();
    const { answer } = await responded();
    expect(await answer(1)).toMatchObject({ status: 202, body: { state: 'responding' } });
    const other = await aHouse();
    const { answer: anew } = await other.responded();
    expect((await other.hear(report(2))).body).toMatchObject({ state: 'received' });
    expect(await anew(2)).toMatchObject({ status: 202, body: { state: 'responding' } });
    expect(await hear(report(3))).toMatchObject({ status: 409 });
  });

  test('a response is not waited for where the partner ends the case, or we withdraw', async () => {
    const { responded, hear } = await aHouse();
    await responded();
    expect((await hear(report(2, { exceptions: {}, case_resolved: true }))).body).toMatchObject({ state: 'resolved' });
    const other = await aHouse();
    const { id } = await other.responded();
    expect((await other.move(id, 'withdraw')).body).toMatchObject({ state: 'withdrawn', ended: true });
  });

  test('an answer that no row holds is refused, and can be said shorter', async () => {
    const { hear, on } = await aHouse();
    const many = (message: number, from: number) =>
      report(message, { exceptions: { overages: Array.from({ length: 200 }, (_, i) => overage(from + i)) } });
    const { id } = await hear(many(1, 1));
    await hear(many(2, 201));
    const say = (comments: string) => {
      const items = uuids(400).map((uuid) => ({ uuid, verdict: 'Reject', comments }));
      return on(id)('respond', { items });
    };
    expect(await say('€'.repeat(500))).toMatchObject({ status: 413 });
    expect(await say('no')).toMatchObject({ status: 202 });
  });
});
