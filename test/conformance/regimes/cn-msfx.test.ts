import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { isRefusal } from '#shared/refusal.ts';
import { cn } from '#shared/regimes/cn/cn.ts';
import {
  readRelationsOf,
  readStates,
  relationsQuestion,
  replacement,
  statesQuestion,
} from '#shared/regimes/cn/code-calls.ts';
import { codeText } from '#shared/regimes/cn/codes.ts';
import { refEntIdOf } from '#shared/regimes/cn/enterprise-ids.ts';
import { statements } from '#shared/regimes/cn/statements.ts';
import { readWireAnswer } from '#shared/regimes/cn/wire-answer.ts';
import type { Message, Report, ReportData } from '#shared/regimes/regime.ts';
import type { ReportedCode } from '#shared/regimes/reported.ts';
import { statedReports } from '#shared/regimes/stated-reports.ts';
import { app, firms, products } from '../../../infra/local/sandbox/msfx/rehearsal.ts';
import { type MsfxSandbox, startMsfxSandbox } from '../../../infra/local/sandbox/msfx/sandbox.ts';
import { signatureOf } from '../../../infra/local/sandbox/msfx/sign.ts';
import { chinaData, packedCases, platformCode } from '../../kit/china.ts';

/** What the regime writes and reads, held against a platform that shares no code with it. */
let platform: MsfxSandbox;
let aheadMs = 0;
beforeAll(async () => {
  platform = await startMsfxSandbox({
    port: 0,
    apps: [app],
    firms,
    products,
    answerDelayMs: 1_000,
    now: () => Date.now() + aheadMs,
  });
});
afterAll(() => platform.close());

async function send({ method, path, contentType = '', body = '' }: Message, session = 'acme-session') {
  const timestamp = new Date(Date.now() + aheadMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const common = { app_key: app.appKey, session, timestamp, v: '2.0', format: 'json', sign_method: 'hmac-sha256' };
  const parameters = new Map([...new URLSearchParams(body), ...Object.entries(common)]);
  parameters.set('sign', signatureOf(parameters, app.appSecret));
  const answer = await fetch(`${platform.url}${path}`, {
    method,
    headers: { 'content-type': contentType },
    body: new URLSearchParams([...parameters]).toString(),
  });
  return { status: answer.status, body: await answer.text() };
}

/** Sends a report and asks on until there is a result; the platform's clock goes on between. */
async function told(report: Report, data: ReportData, session?: string): Promise<Verdict> {
  expect(cn.accept(data, report)).toBeUndefined();
  const message = cn.writeMessage(report, data);
  const attached = async () => message.attached ?? '';
  const sent = message.body ?? '';
  let verdict = cn.readAnswer({ to: 'message', ...(await send(message, session)), sent });
  let receipt = '';
  for (let step = 0; step < 12 && (verdict.verdict === 'received' || verdict.verdict === 'pending'); step++) {
    if (verdict.verdict === 'received') receipt = verdict.receipt;
    else aheadMs += 1_000;
    const question = await cn.askReceipt(receipt, data.holder, attached);
    verdict = cn.readAnswer({ to: 'receipt', ...(await send(question, session)), sent });
  }
  return verdict;
}

const { product, lot, holder } = chinaData;
const at = chinaData.at;
const reportOf = (act: Parameters<typeof cn.dueReports>[0], part = 0): Report => {
  const report = cn.dueReports(act)[part];
  if (report === undefined || lot === undefined) throw new Error('nothing is due');
  return report;
};
const ofLot = { product, lot: lot ?? { lot: '', expiry: '' }, at };
const own = { gln: '9521234000014', name: 'Plant' };
const buyer = { gln: '9521234000021', name: 'Wholesale', partner: 'gw', registrations: { 'msfx-ent': 'ent0002' } };
const containers = packedCases([5, 5, 5, 3], [[0, 1]]);
const [, , third, fourth, pallet] = containers;
const serials = Array.from({ length: 18 }, (_, i) => platformCode(0, i));
const things = (...which: (typeof pallet)[]) => which.flatMap((one) => (one ? [{ code: one.code, inside: [] }] : []));
const move = (kind: 'shipment' | 'receipt' | 'transfer', eventId: string) =>
  ({ kind, markets: ['CN'], from: own, to: buyer, at, eventId, units: 1 }) as const;
const refOf = () => {
  const ref = refEntIdOf(holder.registrations);
  if (isRefusal(ref)) throw new Error(ref.detail);
  return ref;
};
const asked = async (form: string | { readonly detail: string }): Promise<unknown> => {
  if (typeof form !== 'string') throw new Error(form.detail);
  const answer = await send({ method: 'POST', call: 'ask', path: '/router/rest', headers: {}, body: form });
  const read = readWireAnswer(answer.body);
  return read?.from === 'gate' ? undefined : read?.model;
};

test('a lot from its release to the buyer: relation, production, packing, sale, and a bill for what is no more', async () => {
  const done = { verdict: 'acknowledged' };
  const released = reportOf({ ...ofLot, kind: 'release', units: 18 });
  expect(await told(released, { ...chinaData, requestId: 'r1', serials })).toEqual(done);
  const produced = reportOf({ ...ofLot, kind: 'release', units: 18 }, 1);
  expect(await told(produced, { ...chinaData, requestId: 'b1', serials })).toEqual(done);
  const packed = reportOf({ ...ofLot, kind: 'packing', units: 5 });
  expect(await told(packed, { ...chinaData, requestId: 'p1', serials: [], containers })).toEqual(done);
  const movement = { from: own, to: buyer, documents: [{ type: 'po', number: 'PO-1' }], things: things(pallet, third) };
  const shipped = reportOf(move('shipment', 'e1'));
  expect(await told(shipped, { ...chinaData, requestId: 's1', serials: [], movement })).toEqual(done);
  const buyerHolder = { ...holder, registrations: { 'msfx-ent': 'ent0002', 'msfx-ref-ent': 'ref0002' } };
  const seller = { ...own, partner: 'acme', registrations: { 'msfx-ent': 'ent0001' } };
  const came = { from: seller, to: own, documents: [], things: things(pallet) };
  const receipt = { ...chinaData, holder: buyerHolder, requestId: 'b1', serials: [], movement: came };
  expect(await told(reportOf(move('receipt', 'e2')), receipt, 'wholesale-session')).toEqual(done);

  const moved = { from: own, to: own, documents: [], things: things(fourth) };
  for (const part of [0, 1])
    expect(
      await told(reportOf(move('transfer', 'e3'), part), {
        ...chinaData,
        requestId: `t${part}`,
        serials: [],
        movement: moved,
      }),
    ).toEqual(done);
  const change = { ...ofLot, kind: 'change', eventId: 'e4', units: 2, lotUnits: 18 } as const;
  const sampled = { ...chinaData, requestId: 'c1', serials: serials.slice(15, 17) };
  expect(await told(reportOf({ ...change, change: 'sampled' }), sampled)).toEqual(done);
  // The first pack is at the buyer's.
  const stolen = { ...chinaData, requestId: 'c2', serials: [platformCode(0, 0), platformCode(0, 17)] };
  expect(await told(reportOf({ ...change, change: 'stolen' }), stolen)).toMatchObject({
    verdict: 'partially-accepted',
    accepted: 1,
    rejected: [{ object: platformCode(0, 0), code: 'CODE_NOT_IN_STOCK' }],
  });

  const codes = [pallet, fourth].flatMap((one) => (one ? [codeText(one.code)] : []));
  const states = readStates(await asked(statesQuestion(refOf(), [...codes, ...serials.slice(14, 17)])), codes);
  expect(isRefusal(states) ? states : [...states.values()]).toEqual(['I', 'I', 'O', 'C', 'C']);
  const inside = readRelationsOf(await asked(relationsQuestion(refOf(), codes[0] ?? '')), codes[0] ?? '');
  expect(isRefusal(inside) ? inside : inside.children.length).toBe(2);
  expect(await asked(replacement(refOf(), codes[1] ?? '', platformCode(1, 99)))).toMatchObject({
    new_code: platformCode(1, 99),
  });
});

test('what is sent again under its number is one, and is found by it', async () => {
  const report = reportOf({ ...ofLot, kind: 'release', units: 1 });
  const data = { ...chinaData, requestId: 'again', serials: [platformCode(0, 500)] };
  const message = cn.writeMessage(report, data);
  const question = cn.askRequest(report, 'again', holder);
  if (question === undefined) throw new Error('it is asked about');
  const found = async () => cn.readAnswer({ to: 'request', ...(await send(question)), sent: message.body ?? '' });
  expect(await found()).toEqual({ verdict: 'unknown' });
  await send(message);
  expect(await found()).toMatchObject({ verdict: 'received' });
  expect(await told(report, data)).toEqual({ verdict: 'acknowledged' });
  expect(await told(report, data)).toEqual({ verdict: 'acknowledged' });
});

test('a code that the platform never issued to us fails its file', async () => {
  const report = reportOf({ ...ofLot, kind: 'release', units: 1 });
  const data = { ...chinaData, requestId: 'foreign', serials: ['82222220000000001234'] };
  expect(await told(report, data)).toMatchObject({
    verdict: 'rejected',
    reason: expect.stringContaining('CODE_NOT_ISSUED'),
  });
});

/** The report of something that is told by hand. */
function stated(name: string, codes: readonly ReportedCode[]): Report {
  const statement = statements.find((one) => one.name === name);
  const [report] = statement ? statedReports(statement, { kind: 'statement', id: 's', at, saidAt: at, codes }) : [];
  if (report === undefined) throw new Error(`nothing is told by ${name}`);
  return report;
}
const packOf = (number: number) => ({ gtin: product.gtin, serial: platformCode(0, number) });

const bills = statements.filter(({ of }) => of === 'things').map(({ name }, i) => ({ name, number: 1_000 + i }));
/** What comes in from another firm went out there before. */
const fromOthers = ['bill-104', 'bill-107', 'bill-108'];
const isIn = (name: string) => name.startsWith('bill-1');
const buyerHolder = { ...holder, registrations: { 'msfx-ent': 'ent0002', 'msfx-ref-ent': 'ref0002' } };
const acme = { ...own, partner: 'acme', registrations: { 'msfx-ent': 'ent0001' } };

test.each(bills)('the platform takes what is told by hand: $name', async ({ name, number }) => {
  const done = { verdict: 'acknowledged' };
  const codes = [packOf(number)];
  const moved = { documents: [], things: codes.map((code) => ({ code, inside: [] })) };
  const say = (bill: string, more: Partial<ReportData>, session?: string) =>
    told(stated(bill, codes), { ...chinaData, requestId: `${bill}-${number}`, serials: [], ...more }, session);
  const released = { ...chinaData, serials: [platformCode(0, number)] };
  const isOwnIn = isIn(name) && !fromOthers.includes(name);
  // What is told by another bill of goods that come in is not told by a bill of production.
  for (const part of isOwnIn ? [0] : [0, 1]) {
    const report = reportOf({ ...ofLot, kind: 'release', units: 1 }, part);
    expect(await told(report, { ...released, requestId: `${number}-${part}` })).toEqual(done);
  }
  if (!fromOthers.includes(name)) {
    expect(await say(name, { movement: { from: own, to: isIn(name) ? own : buyer, ...moved } })).toEqual(done);
    return;
  }
  expect(await say('bill-211', { movement: { from: own, to: buyer, ...moved } })).toEqual(done);
  const came = { holder: buyerHolder, movement: { from: acme, to: own, ...moved } };
  expect(await say(name, came, 'wholesale-session')).toEqual(done);
});

test('a code takes the place of another, and how both stand is read back', async () => {
  const codes = [packOf(2_000), packOf(2_001)];
  const movement = { from: own, to: own, documents: [], things: codes.map((code) => ({ code, inside: [] })) };
  const data = { ...chinaData, requestId: 'x1', serials: [], movement };
  const report = stated('codereplace', codes);
  expect(await told(report, data)).toMatchObject({ verdict: 'rejected', reason: expect.stringContaining('CODE_NOT') });
  const released = { ...chinaData, requestId: 'x2', serials: [platformCode(0, 2_000)] };
  for (const part of [0, 1])
    await told(reportOf({ ...ofLot, kind: 'release', units: 1 }, part), { ...released, requestId: `x2-${part}` });
  const message = cn.writeMessage(report, data);
  const question = cn.askRequest(report, 'x1', holder);
  if (question === undefined) throw new Error('it is asked about');
  const asking = { ...question, body: message.attached ?? '' };
  const found = async () => cn.readAnswer({ to: 'request', ...(await send(asking)), sent: message.body ?? '' });
  expect(await found()).toEqual({ verdict: 'unknown' });
  expect(await told(report, data)).toEqual({ verdict: 'acknowledged' });
  expect(await found()).toMatchObject({ verdict: 'received' });
});
