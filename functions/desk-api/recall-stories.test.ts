import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holders as holdersOver } from '#common/store/holders.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { aParty, exampleGtin as gtin } from '../../test/kit/builders.ts';
import { type DeskWorld, type Firm, signed, startDeskWorld } from '../../test/kit/desk-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { countHolders } from '../send-desk/count-holders.ts';

let world: DeskWorld;
let stories = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00001.0' };
const bizLocation = place.readPoint;
const instruction = 'Stop sale, keep apart and return by our carrier.';

const at = () => {
  world.world.forward(60_000);
  return world.needs.now().toISOString();
};
const shipped = (from: Firm, to: { party: string }, epcs: string[]): EpcisEvent =>
  shipEvent({ ...place, epcs, at: at(), from: from.party, to: to.party });

/** A maker, of whose lot two wholesalers on this installation, one partner elsewhere and a stranger have packs. */
async function distributed() {
  const n = ++stories;
  const maker = await world.firm(`recaller-${n}`, 100 + 3 * n);
  const [north, south] = [await world.firm(`north-${n}`, 101 + 3 * n), await world.firm(`south-${n}`, 102 + 3 * n)];
  for (const one of [north, south]) await world.partners(maker, one);
  const clinic = { name: 'Clinic', party: aParty('9521666', n).party, channel: 'portal' };
  await approved(world.world.table.db, maker.tenant, 'partner', 'clinic', clinic);
  const stranger = aParty('9521888', n);
  const lot = `LOT${n}`;
  const packs = Array.from({ length: 10 }, (_, i) => `urn:epc:id:sgtin:9521321.054321.${n}-${i}`);
  const crate = `urn:epc:id:sscc:9521321.2000000${100 + n}`;
  await maker.captured(commissionEvent({ ...place, bizLocation, epcs: packs, at: at(), lot, expiry: '2028-12-31' }));
  await maker.captured(packEvent({ ...place, bizLocation, parent: crate, children: packs.slice(0, 4), at: at() }));
  await maker.captured(shipped(maker, north, [crate]));
  await maker.captured(shipped(maker, south, packs.slice(4, 6)));
  await maker.captured(shipped(maker, clinic, packs.slice(6, 7)));
  await maker.captured(shipped(maker, stranger, packs.slice(7, 8)));
  return { maker, north, south, lot, crate, packs: packs.map(canonicalEpc), n };
}

async function recalled({ maker, lot, n }: Awaited<ReturnType<typeof distributed>>) {
  const signature = { by: 'quinn', meaning: 'm', at: at(), authTime: 1, digest: 'd' };
  const about = { gtin, of: { kind: 'lot', lot }, level: 'wholesale', class: 'II', state: 'active' } as const;
  const recall = { recall: `R${n}`, ...about, reason: 'out of specification', signature };
  const entry = { at: signature.at, by: 'quinn', home: maker.tenant, act: 'recall-made', subject: `recall R${n}` };
  await world.needs.recalls.create(maker.tenant, recall, entry);
  const path = { recall: recall.recall };
  return {
    count: () => maker.ask('POST /api/recalls/{recall}/holders', { path }),
    holders: (query = {}) => maker.ask('GET /api/recalls/{recall}/holders', { path, query }),
    notify: (body: object = {}) =>
      maker.ask('POST /api/recalls/{recall}/notices', {
        path,
        body: { text: instruction, signature: signed, ...body },
      }),
    answers: () => maker.ask('GET /api/recalls/{recall}/notices', { path }),
  };
}

describe('a recall', () => {
  test('finds who has which packs now, tells each once, and counts what they answer', async () => {
    const story = await distributed();
    const { maker, north, south, packs } = story;
    const { count, holders, notify, answers } = await recalled(story);
    expect((await holders()).status).toBe(404);
    expect((await notify()).status).toBe(404);
    expect(await count()).toMatchObject({ status: 202, body: { state: 'running' } });
    expect(await notify()).toMatchObject({ status: 409, body: { detail: 'the holders are just being counted' } });
    await world.settle();
    const { body } = await holders();
    expect(body).toMatchObject({ state: 'done', packs: 10 });
    const told = Object.fromEntries(
      Object(body['holders']).map((one: object) => [Object(one).name, Object(one).sent + Object(one).held]),
    );
    expect(told).toMatchObject({ [north.tenant]: 4, [south.tenant]: 2, Clinic: 1, us: 2 });
    expect((await holders({ holder: north.tenant })).body['epcs']).toEqual(packs.slice(0, 4));

    const sent = (await notify()).body;
    expect(sent['notices']).toMatchObject([
      { partner: 'clinic' },
      { partner: north.tenant },
      { partner: south.tenant },
    ]);
    expect(sent['unreached']).toMatchObject([{ packs: 1 }]);
    expect((await notify()).body['notices']).toMatchObject([{ isNew: false }, { isNew: false }, { isNew: false }]);
    await world.settle();
    const ofNorth = await north.only();
    expect((await north.show(ofNorth)).body).toMatchObject({
      ...{ kind: 'recall', state: 'open', awaits: 'us' },
      subject: { packs: 4, recall: { id: `R${story.n}`, class: 'II', level: 'wholesale' } },
      messages: [
        { act: 'open', text: instruction },
        { act: 'attach', file: { name: 'packs-1.csv' } },
      ],
    });
    const list = await north.ask('GET /api/desk/cases/{id}', {
      path: { id: ofNorth },
      query: { file: 'claimant-packs-1' },
    });
    expect(Buffer.from(String(list.body['base64']), 'base64').toString()).toBe(
      `epc\r\n${packs.slice(0, 4).join('\r\n')}\r\n`,
    );
    await north.say(ofNorth, 'report', { found: { found: 3, returned: 2, quarantined: 1 }, text: 'one was sold' });
    await south.say(await south.only(), 'acknowledge');
    expect(await south.say(await south.only(), 'report', { found: { found: 1, returned: 2 } })).toMatchObject({
      status: 400,
    });
    await world.settle();
    expect((await answers()).body['effectiveness']).toEqual({
      ...{ notices: 3, unanswered: 1, acknowledged: 1, reported: 1, notified: 7, found: 3, beyond: 0 },
      ...{ quarantined: 1, returned: 2, destroyed: 0, notFound: 1, effectiveness: 1 / 3 },
    });
    await world.pass(25);
    expect((await answers()).body['notices']).toMatchObject([
      { partner: 'clinic', state: 'open', late: true },
      { partner: north.tenant, state: 'reported', late: false },
      { partner: south.tenant, state: 'acknowledged', late: true },
    ]);
    expect(JSON.stringify((await south.show(await south.only())).body['messages'])).toContain('reminder');
    const [first] = (await maker.cases()).filter(({ partner }) => partner === north.tenant);
    const done = { outcome: 'resolved', reason: 'all accounted for' };
    expect((await maker.close(String(first?.['id']), done)).status).toBe(403);
    await maker.close(String(first?.['id']), { ...done, signature: signed });
    await world.settle();
    expect((await north.show(ofNorth)).body).toMatchObject({ state: 'resolved' });
  });

  test('is counted once, however often a count is woken and wherever a worker dies', async () => {
    const story = await distributed();
    const { maker, north } = story;
    const { count, holders } = await recalled(story);
    const message = { tenant: maker.tenant, holdersOf: `R${story.n}` };
    await count();
    await count();
    world.woken.splice(0);
    // It keeps the lists of packs, and dies before the count says so.
    const broken = brokenClient({ endpoint: world.world.at.tables }, (command) => command.startsWith('TransactWrite'));
    const dying = { ...world.needs, holders: holdersOver(broken, tables.deliveries) };
    await expect(countHolders(dying)(message.tenant, message.holdersOf)).rejects.toThrow('crashed');
    await Promise.all([world.take(message), world.take(message)]);
    await world.take(message);
    expect((await holders()).body).toMatchObject({ state: 'done', packs: 10 });
    expect((await holders({ holder: north.tenant })).body['epcs']).toHaveLength(4);
  });

  test('that is lifted is told to be so to all who were told of it', async () => {
    const story = await distributed();
    const { maker, north } = story;
    const { count, notify } = await recalled(story);
    await count();
    await world.settle();
    await notify();
    await world.settle();
    const recall = await world.needs.recalls.get(maker.tenant, `R${story.n}`);
    if (recall === undefined) throw new Error('no recall');
    const signature = { ...recall.signature, at: at() };
    const entry = { at: signature.at, by: 'quinn', home: maker.tenant, act: 'recall-lifted', subject: recall.recall };
    await world.needs.recalls.lift(maker.tenant, recall, { reason: 'within specification', signature }, entry);
    await world.pass(7);
    const { body } = await north.show(await north.only());
    expect(body).toMatchObject({ state: 'resolved' });
    expect(JSON.stringify(body['messages'])).toContain('the recall was lifted: within specification');
  });

  test('is nobody else’s to see, and a machine cannot tell holders', async () => {
    const story = await distributed();
    const { north } = story;
    const { count, notify } = await recalled(story);
    await count();
    await world.settle();
    const path = { recall: `R${story.n}` };
    expect((await north.ask('GET /api/recalls/{recall}/holders', { path })).status).toBe(404);
    const machine = { path, body: { text: instruction, signature: signed }, claims: {} };
    expect((await story.maker.ask('POST /api/recalls/{recall}/notices', machine)).status).toBe(403);
    expect((await notify({ partners: [north.tenant] })).body['notices']).toMatchObject([{ partner: north.tenant }]);
  });
});

describe('suspect product', () => {
  async function suspected() {
    const story = await distributed();
    const { maker, n } = story;
    const packs = [0, 4].map((i) => ({ gtin, serial: `${n}-${i}` }));
    const now = world.needs.now().toISOString();
    const row = {
      tenant: maker.tenant,
      id: `s${n}`,
      kind: 'suspect',
      state: 'quarantined',
      title: 't',
      by: 'quinn',
    } as const;
    const times = { createdAt: now, updatedAt: now, version: 0, entries: 0 };
    const suspect = { origin: { kind: 'return' as const }, packs, notices: [] };
    await world.needs.suspects.commit([{ after: { ...row, ...times, suspect }, entries: [] }], world.needs.now());
    const path = { id: row.id };
    const body = { text: 'Keep apart, do not sell.', signature: signed };
    return { ...story, path, notify: () => maker.ask('POST /api/desk/suspects/{id}/notices', { path, body }) };
  }

  test('is kept apart by every partner that has some, and nobody is told that it is good', async () => {
    const { north, south, notify, n, maker, path } = await suspected();
    const pack = { gtin, serial: `${n}-0` };
    expect(await world.isWithheld(north.tenant, pack)).toBe(false);
    expect((await notify()).body).toMatchObject({
      notices: [{ partner: north.tenant }, { partner: south.tenant }],
      unreached: [],
    });
    await world.settle();
    expect(await world.isWithheld(north.tenant, pack)).toBe(true);
    expect(await world.isWithheld(south.tenant, pack)).toBe(false);
    expect(await world.isWithheld(south.tenant, { gtin, serial: `${n}-4` })).toBe(true);
    const id = await north.only();
    const { body } = await north.show(id);
    const own = await world.needs.suspects.get(north.tenant, String(body['suspect']));
    expect(own).toMatchObject({
      kind: 'suspect',
      state: 'opened',
      suspect: { packs: [pack], origin: { kind: 'partner', id } },
    });
    await Promise.all([1, 2].map(() => world.take({ tenant: north.tenant, case: id })));
    const { cases: held } = await world.needs.suspects.list(north.tenant, { limit: 10 });
    expect(held).toHaveLength(1);
    await north.say(id, 'report', { found: { found: 1, quarantined: 1 } });
    await world.settle();
    const { body: answers } = await maker.ask('GET /api/desk/suspects/{id}/notices', { path });
    expect(answers).toMatchObject({ effectiveness: { reported: 1, quarantined: 1, unanswered: 1 } });
  });

  test('that is shipped on all the same is an exception of who did, also inside a crate', async () => {
    const { north, maker, notify, packs, crate } = await suspected();
    const onward = () => shipped(north, maker, [crate]);
    await north.captured(packEvent({ ...place, bizLocation, parent: crate, children: packs.slice(0, 4), at: at() }));
    await north.captured(onward());
    const moved = () => world.needs.exceptions.ofUnits(north.tenant, packs.slice(0, 4));
    expect(await moved()).toEqual([]);
    await notify();
    await world.settle();
    // What is suspect is known for a minute.
    world.world.forward(61_000);
    const event = onward();
    await north.captured(event);
    await north.captured(event);
    expect(await moved()).toMatchObject([
      { rule: 'suspect-moved', subject: packs[0], severity: 'critical', state: 'open' },
    ]);
  });

  test('that was cleared is told to be so, and what becomes of their packs their own people decide', async () => {
    const { maker, north, notify, path } = await suspected();
    await notify();
    await world.settle();
    const row = await world.needs.suspects.get(maker.tenant, path.id);
    if (row === undefined) throw new Error('no case');
    await world.needs.suspects.commit(
      [{ before: row, after: { ...row, state: 'cleared' }, entries: [] }],
      world.needs.now(),
    );
    await world.pass(1);
    const { body } = await north.show(await north.only());
    expect(body).toMatchObject({ state: 'resolved' });
    const own = String(body['suspect']);
    const history = await world.needs.suspects.history(north.tenant, own);
    expect(history.filter(({ what }) => what === 'lifted')).toMatchObject([{ by: 'partner' }]);
    expect((await world.needs.suspects.get(north.tenant, own))?.state).toBe('opened');
    await world.pass(2);
    expect(await world.needs.suspects.history(north.tenant, own)).toHaveLength(history.length);
    expect((await notify()).status).toBe(409);
  });
});
