import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whoHolds } from '#common/desk/who-holds.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { auditPut } from '#common/store/audit.ts';
import { HistoryTooLong } from '#common/store/unit-events.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { observeEvent } from '#shared/trace/observe.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { aParty, exampleGtin as gtin } from '../../test/kit/builders.ts';
import { type DeskWorld, type Firm, signed, startDeskWorld } from '../../test/kit/desk-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { allOf } from './all-of.ts';

let world: DeskWorld;
let stories = 0;
beforeAll(async () => {
  world = await startDeskWorld();
});
afterAll(() => world.stop());

const place = { offset: '+01:00', readPoint: 'urn:epc:id:sgln:9521321.00001.0' };
const bizLocation = place.readPoint;
const at = () => {
  world.world.forward(60_000);
  return world.needs.now().toISOString();
};
const made = (epcs: string[], lot: string) =>
  commissionEvent({ ...place, bizLocation, epcs, at: at(), lot, expiry: '2028-12-31' });
const shipped = (from: Firm, to: { party: string }, epcs: string[]): EpcisEvent =>
  shipEvent({ ...place, epcs, at: at(), from: from.party, to: to.party });

/** A maker with a lot of some packs, and a recall of it. */
async function aMaker(size: number) {
  const n = ++stories;
  const maker = await world.firm(`holder-maker-${n}`, 300 + n);
  const lot = `H${n}`;
  const packs = Array.from({ length: size }, (_, i) => `urn:epc:id:sgtin:9521321.054321.H${n}-${i}`);
  const signature = { by: 'quinn', meaning: 'm', at: at(), authTime: 1, digest: 'd' };
  const about = { gtin, of: { kind: 'lot', lot }, level: 'wholesale', class: 'II', state: 'active' } as const;
  const recall = { recall: `H${n}`, ...about, reason: 'out of specification', signature };
  const entry = { at: signature.at, by: 'quinn', home: maker.tenant, act: 'recall-made', subject: `recall H${n}` };
  await world.needs.recalls.create(maker.tenant, recall, entry);
  const path = { recall: recall.recall };
  const partner = async (id: string, more: object = {}) => {
    const told = { name: `Firm ${id}`, party: aParty('9521555', 10 * n + id.length).party, channel: 'portal', ...more };
    await approved(world.world.table.db, maker.tenant, 'partner', id, told);
    return told;
  };
  const listed = async (holder: string) => {
    const { body } = await maker.ask('GET /api/recalls/{recall}/holders', { path, query: { holder } });
    return body['epcs'];
  };
  return {
    ...{ maker, lot, packs, n, partner, listed },
    counted: async () => {
      await maker.ask('POST /api/recalls/{recall}/holders', { path });
      await world.settle();
      return (await maker.ask('GET /api/recalls/{recall}/holders', { path })).body;
    },
    notify: async () => {
      const body = { text: 'Keep apart and return.', signature: signed };
      return (await maker.ask('POST /api/recalls/{recall}/notices', { path, body })).body;
    },
  };
}

describe('packs that were shipped to a place of which no party is named', () => {
  const toPlace = (from: Firm, dock: string, epcs: string[]): EpcisEvent => ({
    ...shipped(from, from, epcs),
    sourceList: [],
    destinationList: [{ type: 'location', destination: dock }],
  });

  test('are with the partner whose place it is, and what nobody knows is told to people', async () => {
    const { maker, lot, packs, n, partner, counted, notify } = await aMaker(4);
    const { db } = world.world.table;
    await partner('clinic');
    const [dock, strange] = [aParty('9521444', n), aParty('9521333', n)];
    const address = { street: 'Dock 1', postalCode: '10115', city: 'Berlin', country: 'DE' };
    await approved(db, maker.tenant, 'location', dock.gln, {
      ...{ name: 'Dock', kind: 'warehouse', companyPrefix: '9521444', address, partner: 'clinic' },
    });
    await maker.captured(made(packs, lot));
    const sgln = (gln: string) => `https://id.gs1.org/414/${gln}`;
    await maker.captured(toPlace(maker, sgln(dock.gln), packs.slice(0, 1)));
    await maker.captured(toPlace(maker, sgln(strange.gln), packs.slice(1, 2)));
    await maker.captured({ ...toPlace(maker, '', packs.slice(2, 3)), destinationList: [] });
    const { holders } = await counted();
    expect(holders).toHaveLength(4);
    expect(holders).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ holder: 'clinic', partner: 'clinic', sent: 1 }),
        expect.objectContaining({ holder: '@us', held: 1 }),
        expect.objectContaining({ holder: '@unknown', sent: 1 }),
        expect.objectContaining({ name: sgln(strange.gln), sent: 1 }),
      ]),
    );
    const { notices, unreached } = await notify();
    expect(notices).toMatchObject([{ partner: 'clinic' }]);
    expect(unreached).toHaveLength(2);
  });
});

test('partners may be called as we call ourselves, or as objects call their members', async () => {
  const { maker, lot, packs, partner, counted, notify, listed } = await aMaker(6);
  const ids = ['us', 'others', 'constructor'];
  await maker.captured(made(packs, lot));
  for (const [i, id] of ids.entries()) await maker.captured(shipped(maker, await partner(id), packs.slice(i, i + 1)));
  const { holders } = await counted();
  const told = Object.fromEntries(Object(holders).map((one: { holder: string }) => [one.holder, one]));
  for (const id of ids) expect(told[id]).toMatchObject({ partner: id, sent: 1 });
  expect(told['@us']).toMatchObject({ held: 3 });
  const notices = ids.toSorted().map((partner) => ({ partner, isNew: true }));
  expect((await notify())['notices']).toMatchObject(notices);
  expect(await listed('us')).toEqual(packs.slice(0, 1).map(canonicalEpc));
});

test('a pack whose crate has more events than are read is with nobody knows whom, until it moves by itself', async () => {
  const { maker, packs, n, partner } = await aMaker(2);
  const clinic = await partner('clinic');
  const crate = `urn:epc:id:sscc:9521321.300000000${n}`;
  await maker.captured(made(packs, 'X'));
  await maker.captured(packEvent({ ...place, bizLocation, parent: crate, children: packs, at: at() }));
  const unitEvents: typeof world.needs.unitEvents = (tenant, epcs) =>
    epcs.includes(canonicalEpc(crate))
      ? Promise.reject(new HistoryTooLong([canonicalEpc(crate)], 20_000))
      : world.needs.unitEvents(tenant, epcs);
  const needs = { ...world.needs, unitEvents };
  const held = () => whoHolds(needs, maker.tenant, packs.map(canonicalEpc));
  expect(await held()).toMatchObject([{ holder: '@unknown', count: { held: 2 } }]);
  const out = { ...packEvent({ ...place, bizLocation, parent: crate, children: packs.slice(0, 1), at: at() }) };
  await maker.captured({ ...out, action: 'DELETE' });
  await maker.captured(shipped(maker, clinic, packs.slice(0, 1)));
  expect(await held()).toMatchObject([
    { holder: 'clinic', count: { sent: 1 } },
    { holder: '@unknown', count: { held: 1 } },
  ]);
});

test('a pack whose commissioning was corrected is one pack', async () => {
  const { maker, lot, packs, counted, listed } = await aMaker(2);
  const [first = '', second = ''] = packs;
  const wrong = made([first, second], lot);
  const id = await maker.captured(wrong);
  const errorDeclaration = { declarationTime: at(), reason: 'incorrect_data' };
  await maker.captured({ ...wrong, eventID: id, errorDeclaration });
  await maker.captured(made([first], lot));
  await maker.captured(made([second], `${lot}-OTHER`));
  expect(await counted()).toMatchObject({ packs: 1, holders: [{ holder: '@us', held: 1 }] });
  expect(await listed('@us')).toEqual([canonicalEpc(first)]);
});

test('packs of one event that are more than a row holds are listed all the same', async () => {
  const { maker, n } = await aMaker(0);
  const { holders } = world.needs;
  const packs = Array.from({ length: 9_000 }, (_, i) => canonicalEpc(`urn:epc:id:sgtin:9521321.054321.LONG${n}-${i}`));
  const now = world.needs.now();
  const entry = { at: at(), by: 'quinn', home: maker.tenant, act: 'holders-counted', subject: `recall H${n}` };
  await holders.begin(maker.tenant, `H${n}`, 'run', now, auditPut(tables.registry, maker.tenant, entry));
  const seen = await holders.get(maker.tenant, `H${n}`);
  if (seen === undefined) throw new Error('no count');
  const after = { ...seen, slice: 1, state: 'done' as const };
  expect(await holders.advance(seen, after, new Map([['@us', packs]]), now)).toBe('moved-on');
  const listed = await allOf(async (behind) => {
    const { epcs: items, ...more } = await holders.packs(maker.tenant, after, '@us', 3, behind);
    return { items, ...more };
  });
  expect(listed).toEqual(packs);
});

test('who was told by mistake is told anew, and who got more packs since is told of those', async () => {
  const { maker, lot, packs, partner, counted, notify } = await aMaker(3);
  const clinic = await partner('clinic');
  await maker.captured(made(packs, lot));
  await maker.captured(shipped(maker, clinic, packs.slice(0, 1)));
  await counted();
  const [first] = Object((await notify())['notices']);
  await maker.close(first.case, { outcome: 'withdrawn', reason: 'told by mistake', signature: signed });
  const [second] = Object((await notify())['notices']);
  expect(second).toMatchObject({ isNew: true });
  expect(second.case).not.toBe(first.case);
  expect((await notify())['notices']).toEqual([{ ...second, isNew: false }]);
  await maker.captured(shipped(maker, clinic, packs.slice(1, 2)));
  await counted();
  const [third] = Object((await notify())['notices']);
  expect(third).toMatchObject({ isNew: true });
  expect((await maker.show(third.case)).body).toMatchObject({
    subject: { packs: 1, things: [canonicalEpc(packs[1] ?? '')] },
  });
  await counted();
  expect((await notify())['notices']).toEqual([{ ...third, isNew: false }]);
});

test('who says that packs went on by it, which were counted elsewhere, is listed with them and has notice as well', async () => {
  const { maker, lot, packs, n, partner, counted, notify, listed } = await aMaker(2);
  const clinic = await partner('clinic');
  const shop = await partner('shop-9', { party: aParty('9521556', n).party });
  await maker.captured(made(packs, lot));
  await maker.captured(shipped(maker, clinic, packs));
  const captureId = await documentOf(maker, 'shop-9');
  const parties = { from: clinic.party, to: shop.party };
  const event = observeEvent({ ...place, bizLocation, step: 'receiving', epcs: packs.slice(0, 1), at: at(), parties });
  const stored = { eventId: `urn:uuid:${captureId}`, recordTime: at(), captureId, position: 0, event };
  await world.world.needs.ledger.append(maker.tenant, [stored]);
  const { packs: all, holders } = await counted();
  expect([all, holders]).toEqual([
    2,
    [
      expect.objectContaining({ holder: 'clinic', sent: 2, said: [{ by: 'shop-9', packs: 1 }] }),
      expect.objectContaining({ holder: 'shop-9', sent: 0, held: 0, claimed: 1 }),
    ],
  ]);
  expect(await listed('shop-9')).toEqual(packs.slice(0, 1).map(canonicalEpc));
  expect((await notify())['notices']).toMatchObject([{ partner: 'clinic' }, { partner: 'shop-9', isNew: true }]);
});

/** A document of a partner's. */
async function documentOf({ tenant }: Firm, partner: string): Promise<string> {
  const body = new Uint8Array(Buffer.from(partner));
  const way = { way: 'api', senderId: 'd1', fileName: 'd.json', contentType: 'application/json' } as const;
  const kept = { tenant, partner, ...way, body, at: world.needs.now() };
  const needs = { ...world.needs, wake: async () => undefined };
  return (await keepInbound(needs)(kept)).documentId;
}
