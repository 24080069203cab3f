import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Report, ReportData } from '#shared/regimes/regime.ts';
import type { NestedThing } from '#shared/regimes/reported.ts';
import { readAnswer } from '#shared/regimes/tr/read-answer.ts';
import { readTransfer as readOurs } from '#shared/regimes/tr/read-transfer.ts';
import { tr } from '#shared/regimes/tr/tr.ts';
import { writeTransfer } from '#shared/regimes/tr/write-transfer.ts';
import { readTransfer, unzip } from '../../../infra/local/sandbox/its/read-transfer.ts';
import { type ItsSandbox, startItsSandbox } from '../../../infra/local/sandbox/its/sandbox.ts';
import { aList, listProduct, movementOf, moveOf, packOf } from '../../kit/pack-lists.ts';

const folder = new URL('../../../../shared/corpus/regulators/turkey-its/samples/', import.meta.url);
const isThere = existsSync(folder);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const jsonOf = (name: string): object => JSON.parse(textOf(name));

const [ours = '', buyers = ''] = ['9521234000013', '9521234000020'];
/** GLNs of the samples, whose check digits are not right. */
const stakeholders = [ours, buyers, '9521234000014', '9521234000021'].map((gln) => ({
  ...{ gln, name: gln, username: gln, password: 'p' },
}));

let its: ItsSandbox;
let aheadMs = 0;
beforeAll(async () => {
  its = await startItsSandbox({ port: 0, stakeholders, tokenLifeMs: 60_000, now: () => 1_770_000_000_000 + aheadMs });
});
afterAll(() => its.close());

async function post(path: string, body: string, authorization = '') {
  const answer = await fetch(`${its.url}${path}`, { method: 'POST', headers: { authorization }, body });
  return { status: answer.status, body: await answer.text() };
}
async function tokenOf(username: string, password = 'p') {
  const { status, body } = await post('/token/app/token', JSON.stringify({ username, password }));
  return status === 200 ? `Bearer ${JSON.parse(body).token}` : undefined;
}
const as = async (gln: string, path: string, body: string) => post(path, body, await tokenOf(gln));

const product = listProduct('TR');
const holder = { tenant: 'acme', name: 'Acme', gln: ours, address: { city: 'Ankara', country: 'TR' } };
const report = (name: string, more: Partial<Report> = {}): Report => ({ key: name, name, act: 'a', ...more });
const lot = { lot: 'LOT2026A01', expiry: '2028-02-28' };

/** Writes a report, sends it as somebody, and reads the answer. */
async function told(one: Report, data: ReportData, gln = ours): Promise<Verdict> {
  expect(tr.accept(data, one)).toBeUndefined();
  const { path, body = '' } = tr.writeMessage(one, data);
  return readAnswer({ to: 'message', ...(await as(gln, path, body)), sent: body });
}

describe.skipIf(!isThere)('samples of ITS and PTS', () => {
  const serials = ['06831773045641', '83083982157949', '79410759170013'];
  const data = { ...aList(holder, product, []), lot };
  const bodyOf = (one: Report, more: Partial<ReportData>) =>
    JSON.parse(tr.writeMessage(one, { ...data, ...more }).body ?? '');

  test('are what is written for dispatch, return and the question for states', () => {
    const to = moveOf({ to: { gln: '9521234000021' } }, serials, lot);
    expect(bodyOf(report('dispatch'), to)).toEqual(jsonOf('dispatch-request.json'));
    const { movement } = moveOf({ to: { gln: '9521234000014' } }, serials.slice(0, 1), lot);
    const back = { movement: { ...movement, documents: [{ type: 'rma', number: 'R1' }] } };
    expect(bodyOf(report('dispatch'), back)).toEqual(jsonOf('return-request.json'));
    const { attached = '' } = tr.writeMessage(report('dispatch'), { ...data, ...back });
    expect(JSON.parse(attached)).toEqual(jsonOf('check-status-request.json'));
  });

  test('of an answer acknowledges the dispatch that it answers, and no other', () => {
    const answer = { to: 'message', status: 200, body: textOf('dispatch-response.json') } as const;
    expect(readAnswer({ ...answer, sent: textOf('dispatch-request.json') })).toEqual({ verdict: 'acknowledged' });
    expect(readAnswer({ ...answer, sent: textOf('return-request.json') })).toMatchObject({ failure: 'ambiguous' });
  });

  test('of a transfer is read by both, and written as it was read', () => {
    const xml = textOf('pts-transfer-case.xml').trim();
    const read = readOurs(xml);
    if (isRefusal(read)) throw new Error(read.detail);
    expect(writeTransfer(read)).toBe(xml);
    expect(readTransfer(xml)).toEqual({ from: '9521234000014', to: '9521234000021', carriers: 1, packs: 3 });
  });

  test.each([
    ['/reference/app/verification', 'verification-request.json'],
    ['/reference/app/check_status', 'check-status-request.json'],
    ['/wholesale/app/dispatch', 'dispatch-request.json'],
    ['/common/app/return', 'return-request.json'],
    ['/pts/app/search', 'pts-search-request.json'],
  ])('are taken by the sandbox at %s', async (path, name) => {
    // The sample of a search leaves the sender open, who is whoever it may be.
    expect(await as(path.endsWith('return') ? '9521234000021' : ours, path, textOf(name))).toMatchObject({
      status: 200,
    });
  });
});

describe('packs in Turkey', () => {
  const serials = ['A1', 'A2', 'A3', 'A4'];
  const data = aList(holder, product, serials);
  const ends = { from: { gln: ours }, to: { gln: buyers } };
  const of = (some: readonly string[]) => ({ ...data, serials: [], ...moveOf(ends, some) });
  const done = { verdict: 'acknowledged' };
  const states = () => serials.map((serial) => its.stateOf(ours, product.gtin, serial));

  test('are told step by step', async () => {
    expect(await told(report('production'), data)).toEqual(done);
    expect(await told(report('production'), data)).toMatchObject({
      verdict: 'rejected',
      reason: expect.stringContaining('A1 (10006)'),
    });
    expect(await told(report('dispatch'), of(['A1', 'A2']))).toEqual(done);
    expect(await told(report('accept'), of(['A1']), buyers)).toEqual(done);
    expect(await told(report('dispatchcancel', { undo: true }), of(['A1', 'A2']))).toMatchObject({
      ...{ verdict: 'partially-accepted', accepted: 1, rejected: [{ object: `${product.gtin}A1`, code: '10008' }] },
    });
    expect(await told(report('acceptcancel', { undo: true }), of(['A1']), buyers)).toEqual(done);
    expect(states()).toEqual(['20002', '20001', '20001', '20001']);
    expect(await told(report('transfer'), of(['A2']))).toEqual(done);
    expect(await told(report('transfercancel', { undo: true }), of(['A2']))).toEqual(done);
    expect(await told(report('deactivation', { change: 'destroyed' }), { ...data, serials: ['A3'] })).toEqual(done);
    const abroad = moveOf({ ...ends, to: { gln: buyers, country: 'DE' } }, ['A4']);
    expect(await told(report('export'), { ...data, serials: [], ...abroad })).toEqual(done);
    expect(states()).toEqual(['20002', '20001', '20004', '20005']);
  });

  test('are imported where their holder is abroad', () => {
    const foreign = { ...data, holder: { ...holder, address: { city: 'Leiden', country: 'NL' } } };
    expect(tr.writeMessage(report('production'), foreign).call).toBe('import');
  });

  test('let in nobody whose token has ended, or whose password is wrong', async () => {
    const token = await tokenOf(ours);
    const body = JSON.stringify({ productList: [{ gtin: product.gtin, sn: 'A1', bn: 'LOT1', xd: '2028-02-29' }] });
    expect(await tokenOf(ours, 'x')).toBeUndefined();
    expect((await post('/reference/app/check_status', body, token)).status).toBe(200);
    aheadMs += 60_000;
    expect((await post('/reference/app/check_status', body, token)).status).toBe(401);
  });

  test('are refused as a whole where a call cannot be read', async () => {
    const { path, body = '' } = tr.writeMessage(report('dispatch'), of(['A1']));
    for (const wrong of ['{', body.replace('togln', 'toGln'), body.replace('2028-02-29', '29.02.2028')])
      expect(readAnswer({ to: 'message', ...(await as(ours, path, wrong)), sent: body })).toEqual({
        ...{ verdict: 'rejected', reason: '90001: the call cannot be read' },
      });
  });
});

describe('a package of PTS', () => {
  const box = (n: number, children: readonly NestedThing[]): NestedThing => ({
    ...{ code: { sscc: ['095212340000000017', '095212340000000024', '095212340000000031'][n] ?? '' }, children },
  });
  const documents = [
    { type: 'po', number: 'PO-1' },
    { type: 'desadv', number: 'ASN-1' },
  ];
  const other = packOf('P4', { lot: 'LOT2', expiry: '2029-01-31' });
  const pallet = box(0, [box(1, [packOf('P1'), packOf('P2')]), box(2, [packOf('P3'), other])]);
  const data = {
    ...aList(holder, product, []),
    movement: { ...movementOf({ from: { gln: ours }, to: { gln: buyers } }, [pallet, packOf('P5')]), documents },
    at: '2026-02-28T22:30:00.000Z',
  };

  test('holds cartons in pallets and loose packs, lot by lot, and is of the day that it is in Turkey', async () => {
    expect(await told(report('SendPackage'), data)).toEqual({ verdict: 'acknowledged' });
    const transfer = readOurs(unzip(its.packages().at(-1) ?? ''));
    if (isRefusal(transfer)) throw new Error(transfer.detail);
    expect(transfer).toMatchObject({ from: ours, to: buyers, document: 'ASN-1', documentDate: '2026-03-01' });
    const [first] = transfer.carriers;
    expect(first).toMatchObject({ label: '00095212340000000017', type: 'P', carriers: [{ type: 'C' }, { type: 'C' }] });
    expect(first?.carriers[1]?.products.map(({ lot: one, serials }) => [one, serials])).toEqual([
      ['LOT1', ['P3']],
      ['LOT2', ['P4']],
    ]);
    expect(transfer.products).toMatchObject([{ serials: ['P5'], order: 'PO-1' }]);
  });

  test('is refused before it is sent where a container has no SSCC', () => {
    const crate = { code: { gtin: '19521234561016', serial: 'C1' }, children: [packOf('P6')] };
    const wrong = { ...data, movement: movementOf({ to: { gln: buyers } }, [crate]) };
    expect(tr.accept(wrong, report('SendPackage'))).toMatchObject({
      refused: 'unsupported',
      rule: 'PTS transfer 1.4: carrierLabel',
    });
    expect(tr.accept(wrong, report('dispatch'))).toBeUndefined();
  });

  test('that may have arrived is sent when its receiver was sent none, and looked for by a person otherwise', async () => {
    const { body: sent = '', attached = '' } = tr.writeMessage(report('SendPackage'), data);
    const asked = async () => readAnswer({ to: 'request', ...(await as(ours, '/pts/app/search', attached)), sent });
    expect(await asked()).toEqual({ verdict: 'unknown' }); // the sandbox's clock is weeks before the shipment
    aheadMs += 60 * 86_400_000;
    await as(ours, '/pts/app/SendPackage', sent);
    expect(await asked()).toMatchObject({ verdict: 'stopped', reason: expect.stringContaining('900000002') });
  });

  test('with a damaged file, or of other firms, is not taken', async () => {
    const { body = '' } = tr.writeMessage(report('SendPackage'), data);
    for (const wrong of [body.replace('UEsDB', 'AAAAA'), body.replace(buyers, '9521234000021')])
      expect(JSON.parse((await as(ours, '/pts/app/SendPackage', wrong)).body)).toMatchObject({ code: '90004' });
  });
});
