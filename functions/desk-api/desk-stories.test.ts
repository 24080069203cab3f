import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { observeEvent } from '#shared/trace/observe.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty } from '../../test/kit/builders.ts';
import { type DeskWorld, type Firm, signed, startDeskWorld } from '../../test/kit/desk-world.ts';
import { runDeskCase } from '../send-desk/run-desk-case.ts';

let world: DeskWorld;
let firms = 0;
let crates = 100;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

const crate = () => `urn:epc:id:sscc:9521321.1000000${++crates}`;
const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00001.0' };
const at = () => world.needs.now().toISOString();

/** A maker and a wholesaler that have each other as partner. */
async function twoFirms() {
  const maker = await world.firm(`maker-${++firms}`, 2 * firms);
  const buyer = await world.firm(`buyer-${firms}`, 2 * firms + 1);
  await world.partners(maker, buyer);
  return { maker, buyer };
}

const shipped = (from: Firm, to: Firm, epcs: string[]) =>
  shipEvent({ ...place, epcs, at: at(), from: from.party, to: to.party });
/** Goods come from a maker, and the buyer says no place of its own. */
const received = (from: Firm, to: Firm, epcs: string[]) => {
  const parties = { from: from.party, to: to.party };
  const {
    bizLocation: _,
    readPoint: __,
    ...event
  } = observeEvent({
    ...{ ...place, bizLocation: place.readPoint, step: 'receiving', epcs, at: at(), parties },
  });
  return event;
};

describe('goods that come beside what was announced', () => {
  test('open one case, which the maker gets when it has not explained itself, and both bring to an end', async () => {
    const { maker, buyer } = await twoFirms();
    const [told, extra] = [crate(), crate()];
    await buyer.captured(shipped(maker, buyer, [told]));
    world.world.forward(60_000);
    const receipt = received(maker, buyer, [told, extra]);
    await Promise.all([buyer.captured(receipt), buyer.captured(receipt)]);
    await buyer.captured(receipt);
    const id = await buyer.only();
    expect((await buyer.show(id)).body).toMatchObject({
      ...{ kind: 'overage', state: 'open', side: 'claimant', partner: maker.tenant, told: false },
      subject: { things: [canonicalEpc(extra)] },
    });
    await world.pass(3);
    expect(await maker.cases()).toEqual([]);
    await world.pass(2);
    const theirs = await maker.only();
    expect((await maker.show(theirs)).body).toMatchObject({
      kind: 'overage',
      side: 'respondent',
      partner: buyer.tenant,
    });
    await maker.say(theirs, 'propose', { resolution: 'return-product' });
    await world.settle();
    const { body } = await buyer.show(id);
    expect(body).toMatchObject({ state: 'proposed', awaits: 'us', proposal: { resolution: 'return-product' } });
    const proposal = Object(body['proposal']).id;
    const unsigned = await buyer.say(id, 'counter', { of: proposal, resolution: 'accept-as-is' });
    expect(unsigned).toMatchObject({ status: 403, body: { at: '/signature' } });
    await buyer.say(id, 'counter', { of: proposal, resolution: 'accept-as-is', signature: signed });
    await world.settle();
    const counter = Object((await maker.show(theirs)).body['proposal']).id;
    await maker.say(theirs, 'accept', { of: counter, signature: signed });
    await world.settle();
    expect((await buyer.show(id)).body).toMatchObject({ state: 'agreed', awaits: 'us' });
    expect((await maker.close(theirs, { outcome: 'resolved', reason: 'taken back by us' })).status).toBe(409);
    expect((await buyer.close(id, { outcome: 'resolved', reason: 'taken into stock' })).status).toBe(403);
    const ended = { outcome: 'resolved', reason: 'taken into stock', signature: signed };
    expect((await buyer.close(id, ended)).body).toMatchObject({ state: 'resolved', ended: true });
    await world.settle();
    expect((await maker.show(theirs)).body).toMatchObject({ state: 'resolved', ended: true });
  });

  test('are no case of the maker’s when their data come in time', async () => {
    const { maker, buyer } = await twoFirms();
    const goods = crate();
    const shipment = shipped(maker, buyer, [goods]);
    world.world.forward(60_000);
    await buyer.captured(received(maker, buyer, [goods]));
    const id = await buyer.only();
    expect((await buyer.show(id)).body).toMatchObject({ kind: 'missing-data', state: 'open' });
    await buyer.captured(shipment);
    await world.pass(1);
    expect((await buyer.show(id)).body).toMatchObject({ state: 'withdrawn', clock: { stoppedAt: expect.any(String) } });
    await world.pass(24);
    expect(await maker.cases()).toEqual([]);
  });
});

test('goods that were announced and did not come are asked for a day later, and the case ends when they come', async () => {
  const { maker, buyer } = await twoFirms();
  const [came, late] = [crate(), crate()];
  await buyer.captured(shipped(maker, buyer, [came, late]));
  world.world.forward(60_000);
  await buyer.captured(received(maker, buyer, [came]));
  const id = await buyer.only();
  await world.pass(23);
  expect(await maker.cases()).toEqual([]);
  await world.pass(2);
  expect((await maker.show(await maker.only())).body).toMatchObject({ kind: 'missing-product' });
  await buyer.captured(received(maker, buyer, [late]));
  await world.pass(1);
  expect((await buyer.show(id)).body).toMatchObject({ state: 'resolved' });
  expect((await maker.show(await maker.only())).body).toMatchObject({ state: 'resolved' });
});

test('goods that were announced in error are missed no more once the announcement is corrected', async () => {
  const { maker, buyer } = await twoFirms();
  const [came, never] = [crate(), crate()];
  const wrong = shipped(maker, buyer, [came, never]);
  await buyer.captured(wrong);
  world.world.forward(60_000);
  await buyer.captured(received(maker, buyer, [came]));
  const id = await buyer.only();
  await world.pass(25);
  const theirs = await maker.only();
  await maker.say(theirs, 'propose', { resolution: 'correct-data' });
  await world.settle();
  await buyer.say(id, 'accept', { of: Object((await buyer.show(id)).body['proposal']).id });
  await world.settle();
  await buyer.captured({ ...wrong, errorDeclaration: { declarationTime: at(), reason: 'incorrect_data' } });
  await buyer.captured({ ...wrong, epcList: [came] });
  await world.pass(1);
  expect((await maker.show(theirs)).body).toMatchObject({ state: 'resolved' });
  expect(JSON.stringify((await buyer.show(id)).body['messages'])).toContain('announced no more');
});

describe('missing data', () => {
  test('are sent again when that is agreed, and the case ends by itself when they have come', async () => {
    const { maker, buyer } = await twoFirms();
    const goods = crate();
    const shipment = shipped(maker, buyer, [goods]);
    const shipmentId = await maker.captured(shipment);
    const opened = await buyer.open(maker.tenant, { kind: 'missing-data', subject: { things: [goods] } });
    await buyer.say(opened.id, 'propose', { resolution: 'send-data', text: 'please send it again' });
    await world.settle();
    const theirs = await maker.only();
    const { body } = await maker.show(theirs);
    await maker.say(theirs, 'accept', { of: Object(body['proposal']).id });
    await world.settle();
    const after = (await maker.show(theirs)).body;
    const [delivery] = Array.isArray(after['resent']) ? after['resent'] : [];
    expect(after).toMatchObject({ state: 'agreed', resent: [expect.any(String)] });
    expect(await world.needs.deliveries.get(maker.tenant, String(delivery))).toMatchObject({
      ...{ state: 'due', kind: 'delivery', partner: buyer.tenant, subject: { eventIds: [shipmentId] } },
    });
    await buyer.captured(shipment);
    await world.pass(1);
    const ended = (await buyer.show(opened.id)).body;
    expect(ended).toMatchObject({ state: 'resolved', clock: { metAt: expect.any(String) } });
    expect(JSON.stringify(ended['history'])).toContain('the data of all that came are there');
    expect((await maker.show(theirs)).body).toMatchObject({ state: 'resolved' });
  });

  test('that nobody shipped stand before a person of who accepted to send them', async () => {
    const { maker, buyer } = await twoFirms();
    const opened = await buyer.open(maker.tenant, { kind: 'missing-data', subject: { things: [crate()] } });
    await buyer.say(opened.id, 'propose', { resolution: 'send-data' });
    await world.settle();
    const theirs = await maker.only();
    await maker.say(theirs, 'accept', { of: Object((await maker.show(theirs)).body['proposal']).id });
    await world.settle();
    expect((await maker.show(theirs)).body).toMatchObject({ problem: expect.stringContaining('no shipment') });
    const { body } = await maker.ask('GET /api/desk/cases', { query: { needsPerson: 'true' } });
    expect(body).toMatchObject({ cases: [{ id: theirs }] });
  });
});

describe('whose turn it is', () => {
  test('narrows the list of each side, and a case that is over is nobody’s', async () => {
    const { maker, buyer } = await twoFirms();
    const opened = await buyer.open(maker.tenant, { kind: 'underage', subject: { things: [crate()] } });
    const over = await buyer.open(maker.tenant, { kind: 'underage', subject: { things: [crate()] } });
    await world.settle();
    await buyer.close(over.id, { outcome: 'withdrawn', reason: 'found behind the door' });
    await world.settle();
    const listed = async (firm: typeof buyer, awaits: string) =>
      Object((await firm.ask('GET /api/desk/cases', { query: { awaits, limit: '1' } })).body);
    expect(await listed(buyer, 'partner')).toMatchObject({ cases: [{ id: opened.id, awaits: 'partner' }] });
    expect(await listed(buyer, 'us')).toEqual({ cases: [] });
    expect((await listed(maker, 'us')).cases).toMatchObject([{ awaits: 'us' }]);
    expect(await listed(maker, 'partner')).toEqual({ cases: [] });
    expect((await maker.ask('GET /api/desk/cases', { query: { awaits: 'them' } })).status).toBe(400);
  });
});

describe('both sides', () => {
  test('who speak at once agree about how the case stands', async () => {
    const { maker, buyer } = await twoFirms();
    const opened = await buyer.open(maker.tenant, { kind: 'underage', subject: { things: [crate()] } });
    await world.settle();
    const theirs = await maker.only();
    await Promise.all([
      buyer.say(opened.id, 'propose', { resolution: 'send-product' }),
      maker.say(theirs, 'propose', { resolution: 'credit' }),
    ]);
    await Promise.all(world.woken.splice(0).map(world.take));
    await world.settle();
    await world.pass(1);
    const [ours, other] = [(await buyer.show(opened.id)).body, (await maker.show(theirs)).body];
    expect(ours).toMatchObject({ state: 'proposed', awaits: 'partner', proposal: { resolution: 'send-product' } });
    expect(other).toMatchObject({ state: 'proposed', awaits: 'us', proposal: ours['proposal'] });
    expect(other['messages']).toEqual(ours['messages']);
    expect(other['crossed']).toEqual(ours['crossed']);
    expect(other['crossed']).toHaveLength(1);
  });

  test('lose and double nothing when a worker dies between what it reads and what it writes', async () => {
    const { maker, buyer } = await twoFirms();
    const opened = await buyer.open(maker.tenant, { kind: 'underage', subject: { things: [crate()] } });
    const message = { tenant: buyer.tenant, case: opened.id };
    world.woken.splice(0);
    const { cases } = world.needs;
    // It has copied files and read both rows, and is gone before it writes.
    const dying = { ...world.needs, cases: { ...cases, commit: () => Promise.reject(new Error('killed')) } };
    await expect(runDeskCase(dying)(message.tenant, message.case)).rejects.toThrow('killed');
    expect(await maker.cases()).toEqual([]);
    await Promise.all([world.take(message), world.take(message)]);
    await world.settle();
    const theirs = (await maker.show(await maker.only())).body;
    expect(theirs['messages']).toHaveLength(1);
    expect((await buyer.show(opened.id)).body).toMatchObject({ told: true });
  });

  test('get the same bytes of a file, and nobody else sees case or file', async () => {
    const { maker, buyer } = await twoFirms();
    const { id } = await buyer.open(maker.tenant, { kind: 'misalignment', subject: { things: [crate()] } });
    const photo = new Uint8Array([0xff, 0xd8, 0xff, 0, 1, 2]);
    const headers = { 'content-type': 'image/jpeg' };
    const attach = () =>
      buyer.ask('POST /api/desk/cases/{id}/files', {
        path: { id },
        query: { name: 'label.jpg' },
        headers,
        body: photo,
      });
    const first = (await attach()).body;
    expect((await attach()).body['messages']).toEqual(first['messages']);
    await world.settle();
    const theirs = await maker.only();
    const { body } = await maker.show(theirs);
    const file = Array.isArray(body['messages']) ? String(Object(body['messages'][1]).id) : '';
    const had = await maker.ask('GET /api/desk/cases/{id}', { path: { id: theirs }, query: { file } });
    expect(had.body).toMatchObject({
      name: 'label.jpg',
      contentType: 'image/jpeg',
      base64: Buffer.from(photo).toString('base64'),
    });
    const stranger = await world.firm(`stranger-${firms}`, 900 + firms);
    expect(await stranger.cases()).toEqual([]);
    for (const one of [id, theirs]) expect((await stranger.show(one)).status).toBe(404);
    const big = new Uint8Array(4_400_001);
    const tooBig = await buyer.ask('POST /api/desk/cases/{id}/files', {
      path: { id },
      query: { name: 'x' },
      headers,
      body: big,
    });
    expect(tooBig.status).toBe(413);
  });
});

test('who is asked is reminded before its time is over, and people of both are called when it is', async () => {
  const { maker, buyer } = await twoFirms();
  const { id } = await buyer.open(maker.tenant, { kind: 'underage', subject: { things: [crate()] } });
  await world.pass(43);
  const before = (await maker.show(await maker.only())).body;
  expect(before['messages']).toHaveLength(1);
  await world.pass(2);
  const warned = (await maker.show(await maker.only())).body;
  expect(JSON.stringify(warned['messages'])).toContain('reminder: an answer is due');
  expect(warned).toMatchObject({ clock: { warnedAt: expect.any(String) } });
  await world.pass(4);
  for (const row of [await buyer.show(id), await maker.show(await maker.only())])
    expect(row.body).toMatchObject({ clock: { missedAt: expect.any(String) } });
  expect((await maker.show(await maker.only())).body['messages']).toHaveLength(3);
});

test('a partner that has not taken us as its own gets nothing, and a person is told why', async () => {
  const { maker, buyer } = await twoFirms();
  const other = await world.firm(`other-${firms}`, 800 + firms);
  const { party } = other;
  const one = { name: 'Other', party, channel: 'network', tenant: other.tenant };
  await approved(world.world.table.db, buyer.tenant, 'partner', 'other', one);
  const { id } = await buyer.open('other', { kind: 'underage', subject: { things: [crate()] } });
  await world.settle();
  expect(await other.cases()).toEqual([]);
  expect((await buyer.show(id)).body).toMatchObject({ problem: `tenant ${other.tenant} has not taken us as partner` });
  expect(await maker.cases()).toEqual([]);
  const back = { name: 'Buyer', party: buyer.party, channel: 'network', tenant: buyer.tenant };
  await approved(world.world.table.db, other.tenant, 'partner', 'buyer', back);
  await world.pass(7);
  expect((await other.show(await other.only())).body).toMatchObject({ partner: 'buyer', side: 'respondent' });
  expect((await buyer.show(id)).body).not.toHaveProperty('problem');
});

describe('a partner with a client of its own', () => {
  test('reads and answers its cases, opens some, and sees no others', async () => {
    const { maker, buyer } = await twoFirms();
    const small = { name: 'Small', ...{ party: aParty('9521666', firms).party }, channel: 'portal' };
    await approved(world.world.table.db, buyer.tenant, 'partner', 'small', small);
    const claims = { partner: 'small' };
    const asPartner = (route: string, more: object = {}) => buyer.ask(route, { role: 'partner-api', claims, ...more });
    const { id } = await buyer.open('small', { kind: 'underage', subject: { things: [crate()] } });
    const hidden = await buyer.open(maker.tenant, { kind: 'underage', subject: { things: [crate()] } });
    await world.settle();
    const listed = await asPartner('GET /partner/desk-cases');
    expect(listed.body).toMatchObject({ cases: [{ id, awaits: 'us', side: 'respondent' }] });
    expect(Object(listed.body['cases'])).toHaveLength(1);
    const path = { id: hidden.id };
    expect((await asPartner('GET /partner/desk-cases/{id}', { path })).status).toBe(404);
    const said = { id: 'a', act: 'propose', resolution: 'send-product' };
    await asPartner('POST /partner/desk-cases/{id}/messages', { path: { id }, body: said });
    expect((await buyer.show(id)).body).toMatchObject({ state: 'proposed', awaits: 'us' });
    expect((await buyer.ask('GET /partner/desk-cases')).status).toBe(403);
    const body = { id: 'c1', kind: 'missing-data', text: 'no data came', subject: { things: [crate()] } };
    const opened = await asPartner('POST /partner/desk-cases', { body });
    expect(opened).toMatchObject({ status: 201, body: { state: 'open', awaits: 'partner', side: 'claimant' } });
    expect(await asPartner('POST /partner/desk-cases', { body })).toMatchObject({ status: 200, id: opened.id });
    expect((await buyer.show(opened.id)).body).toMatchObject({ side: 'respondent', origin: { kind: 'partner' } });
  });
});

test('the same request begins one case, another under its id is refused', async () => {
  const { maker, buyer } = await twoFirms();
  const subject = { documents: [{ type: 'po', number: 'PO-1' }] };
  const first = await buyer.open(maker.tenant, { id: 'x', kind: 'underage', subject });
  expect(await buyer.open(maker.tenant, { id: 'x', kind: 'underage', subject })).toMatchObject({
    status: 200,
    id: first.id,
  });
  expect((await buyer.open(maker.tenant, { id: 'x', kind: 'overage', subject })).status).toBe(409);
  expect((await buyer.open(maker.tenant, { kind: 'overage', subject: {} })).status).toBe(400);
  const bad = await buyer.say(first.id, 'propose', { resolution: 'destroy-product' });
  expect(bad).toMatchObject({ status: 400, body: { at: '/resolution' } });
});

test('goods whose data contradict each other are the sender’s to explain, once, until the contradiction is resolved', async () => {
  const { maker, buyer } = await twoFirms();
  const goods = crate();
  const finding = {
    ...{ rule: 'lot-contradiction' as const, subject: canonicalEpc(goods), epcs: [canonicalEpc(goods)] },
    ...{ eventIds: ['e1'], detail: 'two lots are told' },
  };
  const { exceptions } = world.needs;
  const [exceptionId = ''] = await exceptions.open(buyer.tenant, [finding], 'c1', world.needs.now());
  await buyer.captured(shipped(maker, buyer, [goods]));
  world.world.forward(60_000);
  await buyer.captured(received(maker, buyer, [goods]));
  await buyer.captured(received(maker, buyer, [goods]));
  const id = await buyer.only();
  expect((await buyer.show(id)).body).toMatchObject({
    kind: 'misalignment',
    origin: { kind: 'exception', id: exceptionId },
  });
  await world.pass(5);
  expect((await maker.show(await maker.only())).body).toMatchObject({ messages: [{ text: 'two lots are told' }] });
  const row = await exceptions.get(buyer.tenant, exceptionId);
  if (row === undefined) throw new Error('no exception');
  await exceptions.clear(buyer.tenant, row, world.needs.now(), 'explained');
  await world.pass(7);
  expect((await maker.show(await maker.only())).body).toMatchObject({ state: 'resolved' });
});
