import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Report, ReportData } from '#shared/regimes/regime.ts';
import { batchList, batchServiceOf } from '#shared/regimes/sa/batch.ts';
import { readAnswer } from '#shared/regimes/sa/read-answer.ts';
import { readRsdAnswer, readRsdRequest } from '#shared/regimes/sa/read-soap.ts';
import { sa } from '#shared/regimes/sa/sa.ts';
import { writeRequest } from '#shared/regimes/sa/soap.ts';
import { type RsdSandbox, startRsdSandbox } from '../../../infra/local/sandbox/rsd/sandbox.ts';
import { aList, listProduct, moveOf } from '../../kit/pack-lists.ts';

const folder = new URL('../../../../shared/corpus/regulators/saudi-rsd/samples/', import.meta.url);
const isThere = existsSync(folder);
const named = (pattern: RegExp) => (isThere ? readdirSync(folder).filter((name) => pattern.test(name)) : []);
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8').trim();

const [ours, buyers, others] = ['9521234000013', '9521234000020', '9521234000037'];
/** GLNs of the samples, whose check digits are not right. */
const sampled = ['9521234000021', '9521234000038'];
const stakeholders = [ours, buyers, others, ...sampled].map((gln = '') => ({
  gln,
  name: gln,
  username: gln,
  password: 'p',
}));
const proof = (gln = '', password = 'p') => `Basic ${Buffer.from(`${gln}:${password}`).toString('base64')}`;

let rsd: RsdSandbox;
beforeAll(async () => {
  rsd = await startRsdSandbox({ port: 0, stakeholders });
});
afterAll(() => rsd.close());

async function post(service: string, body: string, authorization = proof(ours)) {
  const answer = await fetch(`${rsd.url}/ws/${service}/${service}`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}

const product = listProduct('SA');
const holder = { tenant: 'acme', name: 'Acme', gln: ours ?? '', address: { city: 'Riyadh', country: 'SA' } };
const report = (name: string, more: Partial<Report> = {}): Report => ({ key: name, name, act: 'a', ...more });

/** Writes a report, sends it as somebody, and reads the answer. */
async function told(one: Report, data: ReportData, gln = ours): Promise<Verdict> {
  expect(sa.accept(data, one)).toBeUndefined();
  const { call, body = '' } = sa.writeMessage(one, data);
  return readAnswer({ to: 'message', ...(await post(call, body, proof(gln))), sent: body });
}

describe.skipIf(!isThere)('samples of RSD', () => {
  const lot = { lot: 'LOT2026A01', expiry: '2028-02-28' };
  const serials = ['3920807385805', '3060547462673'];
  const data = { ...aList(holder, product, serials), lot, facts: { madeDate: '2026-02-01' } };
  const to = (gln: string, country = 'SA') => moveOf({ to: { gln, country } }, serials, lot);
  const written = (name: string, more: Partial<ReportData>, of: Partial<Report> = {}) =>
    sa.writeMessage(report(name, of), { ...data, ...more }).body;

  test('are what is written for supply, dispatch, accept and export', () => {
    expect(written('SupplyService', { serials: [...serials, '2262699299565'] })).toBe(
      textOf('request-SupplyService.xml'),
    );
    expect(written('DispatchService', to('9521234000038'))).toBe(textOf('request-DispatchService.xml'));
    const accepted = moveOf({ from: { gln: '9521234000021', country: 'SA' } }, serials, lot);
    expect(written('AcceptService', accepted)).toBe(textOf('request-AcceptService.xml'));
    expect(written('ExportService', to('9521234000038', 'AE'))).toBe(textOf('request-ExportService.xml'));
  });

  test.each(['Dispatch', 'DispatchCancel', 'Transfer', 'TransferCancel'])(
    'are what is written for %s of quantities',
    (what) => {
      const service = batchServiceOf(`${what}Service`);
      const line = { gtin: product.gtin, ...lot, quantity: 240 };
      const list = batchList([line]);
      expect(writeRequest(service, [{ name: 'TOGLN', attributes: {}, inside: '9521234000038' }, list])).toBe(
        textOf(`request-${service}.xml`),
      );
    },
  );

  test.each(named(/^response-.*ok/))('%s acknowledges what it answers, and nothing else', (name) => {
    const [, service = ''] = /^response-(\w+)-ok/.exec(name) ?? [];
    const sent = written(service, service === 'SupplyService' ? {} : to('9521234000038')) ?? '';
    const answer = { to: 'message', status: 200, body: textOf(name) } as const;
    expect(readAnswer({ ...answer, sent })).toEqual({ verdict: 'acknowledged' });
    const more = written('SupplyService', { serials: [...serials, '1'] }) ?? '';
    expect(readAnswer({ ...answer, sent: more })).toMatchObject({ failure: 'ambiguous' });
  });

  test('of a fault and of a page are no verdict on packs', () => {
    expect(readRsdAnswer(textOf('fault-AcceptService-80001.xml'))).toEqual({ kind: 'fault', code: '80001' });
    const answer = { to: 'message', sent: '' } as const;
    for (const [status, name] of [
      [500, 'fault-AcceptService-80001.xml'],
      [401, 'http-401.html'],
    ] as const)
      expect(readAnswer({ ...answer, status, body: textOf(name) })).toMatchObject({
        verdict: 'retry',
        failure: 'transient',
      });
  });

  test.each(named(/^request-/))('%s is taken by the sandbox as what it is', async (name) => {
    const [, service = ''] = /^request-(\w+)\.xml/.exec(name) ?? [];
    const { status, body } = await post(service, textOf(name));
    const sent = readRsdRequest(textOf(name));
    if (sent !== undefined) expect(sent.service).toBe(service);
    const isOfNobody = textOf(name).includes('TRANSFERID'); // nobody sent such a package
    expect([status, body.includes(isOfNobody ? '<FC>' : `${service}Response`)]).toEqual([isOfNobody ? 500 : 200, true]);
  });
});

describe('a pack, told step by step', () => {
  const serials = ['A1', 'A2', 'A3', 'A4', 'A5'];
  const data = aList(holder, product, serials);
  const ends = { from: { gln: ours ?? '', country: 'SA' }, to: { gln: buyers ?? '', country: 'SA' } };
  const moved = (some: readonly string[], documents: { type: string; number: string }[] = []) => {
    const { movement } = moveOf(ends, some, data.lot);
    return { ...data, serials: [], movement: { ...movement, documents } };
  };
  const states = (gln = ours) => serials.map((serial) => rsd.stateOf(gln ?? '', product.gtin, serial));
  const done = { verdict: 'acknowledged' };

  test('goes from its supply to a buyer and back, and to its end', async () => {
    expect(await told(report('SupplyService'), data)).toEqual(done);
    expect(await told(report('DispatchService'), moved(['A1', 'A2', 'A3']))).toEqual(done);
    expect(await told(report('DispatchCancelService', { undo: true }), moved(['A3']))).toEqual(done);
    expect(await told(report('AcceptService'), moved(['A1']), buyers)).toEqual(done);
    expect(await told(report('DispatchCancelService', { undo: true }), moved(['A1', 'A2']))).toMatchObject({
      ...{ verdict: 'partially-accepted', accepted: 1, rejected: [{ object: `${product.gtin}A1`, code: '10008' }] },
    });
    const home = moveOf({ from: ends.to, to: ends.from }, ['A1'], data.lot).movement;
    const returned = { ...moved([]), movement: { ...home, documents: [{ type: 'rma', number: 'R1' }] } };
    expect(sa.writeMessage(report('DispatchService'), returned).call).toBe('ReturnService');
    expect(await told(report('DispatchService'), returned, buyers)).toEqual(done);
    expect(await told(report('AcceptService'), { ...returned, movement: { ...home, documents: [] } })).toEqual(done);
    expect(
      await told(report('TransferService'), {
        ...moved(['A2']),
        movement: moveOf({ ...ends, to: { gln: others ?? '' } }, ['A2'], data.lot).movement,
      }),
    ).toEqual(done);
    const abroad = moveOf({ ...ends, to: { gln: buyers ?? '', country: 'AE' } }, ['A3'], data.lot);
    expect(await told(report('ExportService'), { ...data, serials: [], ...abroad })).toEqual(done);
    expect(
      await told(report('DeactivationService', { change: 'sampled' }), { ...data, serials: ['A4', 'A2'] }),
    ).toMatchObject({
      ...{ verdict: 'partially-accepted', rejected: [{ object: 'A2', code: '10002' }] },
    });
    expect(states()).toEqual(['20001', '20006', '20005', '20004', '20001']);
    expect(
      await told(report('DeactivationCancelService', { change: 'sampled', undo: true }), { ...data, serials: ['A4'] }),
    ).toEqual(done);
    expect(states().at(3)).toBe('20001');
  });

  test('is asked about by its state, when nobody knows whether a list arrived', async () => {
    const asked = async (name: string, of: ReportData) => {
      const { body: sent = '', attached = '' } = sa.writeMessage(report(name), of);
      const question = sa.askRequest(report(name), 'r', holder);
      return readAnswer({ to: 'request', ...(await post(question?.call ?? '', attached)), sent });
    };
    const fresh = { ...data, serials: ['N1', 'N2'] };
    expect(await asked('SupplyService', fresh)).toEqual({ verdict: 'unknown' });
    expect(await asked('SupplyService', { ...data, serials: ['A4', 'A5'] })).toEqual(done);
    expect(await asked('SupplyService', { ...data, serials: ['A1', 'N1'] })).toMatchObject({
      ...{ verdict: 'partially-accepted', rejected: [{ object: 'N1', code: '10001' }] },
    });
    expect(await asked('DispatchService', moved(['A1', 'A5']))).toEqual({ verdict: 'unknown' });
    expect(await asked('AcceptService', moved(['A3']))).toMatchObject({ verdict: 'stopped' });
  });
});

test('who has a wrong password sees a page, and what cannot be read is refused as a whole', async () => {
  const body = sa.writeMessage(report('SupplyService'), aList(holder, product, ['B1'])).body ?? '';
  expect(await post('SupplyService', body, proof(ours, 'x'))).toMatchObject({
    status: 401,
    body: expect.stringContaining('<html>'),
  });
  for (const wrong of [
    '{',
    body.replace('BN', 'BATCH'),
    body.replaceAll('SupplyService', 'ImportService'),
    body.replace('2028-02-29', '2027-02-29'),
  ]) {
    const answer = { to: 'message', ...(await post('SupplyService', wrong)), sent: '' } as const;
    expect(readAnswer(answer)).toEqual({ verdict: 'rejected', reason: '80202: the call as a whole is refused' });
  }
});

test('a pack whose lot or expiry is not known is refused before it is told', () => {
  const { movement } = moveOf({ to: { gln: buyers ?? '' } }, ['C1'], { lot: '', expiry: '' });
  const refusal = sa.accept({ ...aList(holder, product, []), movement }, report('DispatchService'));
  expect(isRefusal(refusal) && [refusal.at, refusal.detail]).toEqual([
    '/movement/packs/0',
    expect.stringContaining('of which lot'),
  ]);
});
