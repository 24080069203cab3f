import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { PartnerContent } from '#shared/master-data/partner.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from '../../test/kit/approved.ts';
import { documentOf, here, minute, stored } from '../../test/kit/events.ts';
import { type InboundWorld, packer, startInboundWorld } from '../../test/kit/inbound-world.ts';

let world: InboundWorld;
let house: Awaited<ReturnType<InboundWorld['house']>>;
let ids = 0;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());

const ours = 'urn:epc:id:pgln:9521321.00001';
const [medico, pharma] = ['urn:epc:id:pgln:9521988.00001', 'urn:epc:id:pgln:9521989.00001'];
const inForce = (id: string, party: string, kind: PartnerContent['kind']) =>
  approved(world.engine.db, house.tenant, 'partner', id, { name: id, party, channel: 'portal', kind });
beforeEach(async () => {
  await world.drain();
  house = await world.house();
  await inForce('medico', medico, 'wholesaler');
  await inForce('pharma', pharma, 'pharmacy');
});

const send = async (partner: string, events: readonly EpcisEvent[]) => {
  const body = new Uint8Array(Buffer.from(documentOf(events)));
  const { documentId } = await world.keep({ tenant: house.tenant, partner, senderId: `a${ids++}`, body });
  await world.drain(60_000);
  return rowOf(documentId);
};
const rowOf = async (id: string) => {
  const row = await world.inbound.get(house.tenant, id);
  if (row === undefined) throw new Error(`no ${id}`);
  return row;
};
/** What our own lines and people tell. */
const weTell = (...events: EpcisEvent[]) => world.ledger.append(house.tenant, stored(events, `own-${ids++}`));
const eventsOf = async (serial: string) => world.ledger.eventsOf(house.tenant, house.pack(serial));

const made = (serial: string, eventID?: string): EpcisEvent => ({
  ...commissionEvent({ epcs: [house.pack(serial)], at: minute(1), lot: 'L1', ...here }),
  ...(eventID !== undefined && { eventID }),
});
const ended = (serial: string, at = minute(30)) => destroyEvent({ epcs: [house.pack(serial)], at, ...here });
const box = 'urn:epc:id:sscc:9521321.0000000001';
const packed = (...serials: string[]) =>
  packEvent({ parent: box, children: serials.map(house.pack), at: minute(2), ...here });
const shipped = (epcs: readonly string[], from: string, to: string, at = minute(10)) =>
  shipEvent({ epcs, at, offset: '+01:00', readPoint: here.readPoint, from, to });
const voided = (epcs: readonly string[], from: string, to: string): EpcisEvent => ({
  ...shipped(epcs, from, to, minute(20)),
  bizStep: 'void_shipping',
});
const denied = (event: EpcisEvent): EpcisEvent => ({
  ...event,
  errorDeclaration: { declarationTime: minute(40), reason: 'incorrect_data' },
});
const unpacked = (...serials: string[]): EpcisEvent => ({
  ...packed(...serials),
  action: 'DELETE',
  eventTime: minute(15),
});
const refusedAt = (at: string) => ({ state: 'refused', problems: [{ code: 'not-permitted', at }] });

describe('that an event did not happen', () => {
  test('says who told it, and nobody else: the packs of a packer stay what they are', async () => {
    const event = made('1', 'urn:uuid:made-1');
    expect(await send('packright', [event])).toMatchObject({ state: 'accepted' });
    expect(await send('medico', [denied(event)])).toMatchObject(refusedAt('event 0'));
    expect(effectiveEvents(await eventsOf('1'))).toHaveLength(1);
    expect(await send('packright', [denied(event)])).toMatchObject({ state: 'accepted' });
    expect(effectiveEvents(await eventsOf('1'))).toEqual([]);
  });

  test('of what we told ourselves is not for a partner to say', async () => {
    const event = made('1', 'urn:uuid:own-1');
    await weTell(event);
    expect(await send('packright', [denied(event)])).toMatchObject(refusedAt('event 0'));
  });

  test('says as well who told of its own deed later than another did, and of no deed of ours by repeating it', async () => {
    const there = { id: 'urn:epc:id:sgln:9521987.00001.0' };
    const its = { ...made('1', 'urn:uuid:its-1'), readPoint: there, bizLocation: there };
    const deed = made('2', 'urn:uuid:ours-1');
    await weTell(its, deed);
    expect(await send('packright', [denied(its)])).toMatchObject(refusedAt('event 0'));
    await send('packright', [made('3'), its, deed]);
    expect(await send('medico', [denied(its)])).toMatchObject(refusedAt('event 0'));
    expect(await send('packright', [denied(deed)])).toMatchObject(refusedAt('event 0'));
    expect(await send('packright', [denied(its)])).toMatchObject({ state: 'accepted' });
    expect(effectiveEvents(await eventsOf('1'))).toEqual([]);
  });

  test('is waited for until the event comes, and never gets ahead of one of ours', async () => {
    const [theirs, later] = [made('1', 'urn:uuid:late-1'), made('2', 'urn:uuid:late-2')];
    const waiting = await send('packright', [denied(theirs)]);
    expect(waiting).toMatchObject({ state: 'waiting', waitsFor: expect.stringContaining('urn:uuid:late-1') });
    await send('packright', [theirs]);
    await world.drain();
    expect(await rowOf(waiting.documentId)).toMatchObject({ state: 'accepted' });
    const hostile = await send('medico', [denied(later)]);
    expect(hostile).toMatchObject({ state: 'waiting' });
    world.forward(4 * 3_600_000 + 60_000);
    await world.receive({ tenant: house.tenant, inbound: hostile.documentId });
    expect(await rowOf(hostile.documentId)).toMatchObject({ state: 'refused', problems: [{ code: 'not-found' }] });
  });

  test('may stand in one document with the event', async () => {
    const event = made('1', 'urn:uuid:both');
    expect(await send('packright', [event, denied(event)])).toMatchObject({ state: 'accepted' });
  });
});

describe('packs of ours', () => {
  test('are ended by nobody who never had them', async () => {
    await weTell(made('1'));
    expect(await send('medico', [ended('1')])).toMatchObject(refusedAt('event 0'));
    expect(await send('packright', [ended('1')])).toMatchObject(refusedAt('event 0'));
    expect(await eventsOf('1')).toHaveLength(1);
  });

  test('are ended by whom they were shipped to, by their name or in a case', async () => {
    await weTell(made('1'), made('2'), made('3'), packed('2'), shipped([house.pack('1'), box], ours, medico));
    expect(await send('medico', [ended('1'), ended('2')])).toMatchObject({ state: 'accepted' });
    expect(await send('medico', [ended('3')])).toMatchObject(refusedAt('event 0'));
    expect(await send('pharma', [ended('1', minute(31))])).toMatchObject(refusedAt('event 0'));
  });

  test('are not had for being packed into a case that was, by who says so himself', async () => {
    await weTell(made('1'), made('2'), packed('1'), shipped([box], ours, medico));
    expect(await send('medico', [packed('2')])).toMatchObject(refusedAt('event 0'));
    expect(await send('medico', [ended('2')])).toMatchObject(refusedAt('event 0'));
  });

  test('are not had for saying that they were shipped to oneself', async () => {
    await weTell(made('1'));
    await send('medico', [shipped([house.pack('1')], pharma, medico)]);
    expect(await send('medico', [ended('1')])).toMatchObject(refusedAt('event 0'));
  });

  test('are had for the word of another partner that had them, and of none that never did', async () => {
    const trader = 'urn:epc:id:pgln:9521990.00001';
    await inForce('trader', trader, 'logistics');
    await weTell(made('1'), shipped([house.pack('1')], ours, medico));
    await send('medico', [shipped([house.pack('1')], medico, pharma, minute(20))]);
    expect(await send('pharma', [ended('1')])).toMatchObject({ state: 'accepted' });
    expect(await send('trader', [shipped([house.pack('2')], trader, pharma)])).toMatchObject({ state: 'accepted' });
    expect(await send('pharma', [ended('2')])).toMatchObject(refusedAt('event 0'));
  });

  test('are packed and unpacked by nobody who never had them', async () => {
    await weTell(made('1'), packed('1'));
    expect(await send('medico', [unpacked('1')])).toMatchObject(refusedAt('event 0'));
    expect(await send('medico', [unpacked()])).toMatchObject(refusedAt('event 0'));
    const foreign = { ...packed('1'), parentID: 'urn:epc:id:sscc:9521988.0000000001', eventTime: minute(16) };
    expect(await send('medico', [foreign])).toMatchObject(refusedAt('event 0'));
    await weTell(shipped([box], ours, medico));
    expect(await send('medico', [unpacked('1'), foreign])).toMatchObject({ state: 'accepted' });
  });

  test('are made by who packs for us, and ended by him, and by no wholesaler', async () => {
    expect(await send('packright', [made('1'), ended('1')])).toMatchObject({ state: 'accepted' });
    expect(await send('medico', [made('2')])).toMatchObject(refusedAt('event 0'));
    expect(await eventsOf('2')).toEqual([]);
  });

  test('are made of those products alone that were released to a packer', async () => {
    const packs = (gtins: string[]) => ({ packs: { scope: { gtins } } });
    await approved(world.engine.db, house.tenant, 'partner', 'packright', { ...packer, ...packs(['09529999000012']) });
    expect(await send('packright', [made('1')])).toMatchObject(refusedAt('event 0'));
    await approved(world.engine.db, house.tenant, 'partner', 'packright', { ...packer, ...packs([house.gtin]) });
    expect(await send('packright', [made('2')])).toMatchObject({ state: 'accepted' });
  });

  test('may be told with their history by whoever sends them back, as it stands here', async () => {
    const history = [made('1', 'urn:uuid:h1'), { ...shipped([house.pack('1')], ours, medico), eventID: 'urn:uuid:h2' }];
    await weTell(...history);
    const back = shipped([house.pack('1')], medico, ours, minute(50));
    expect(await send('medico', [...history, back])).toMatchObject({ state: 'accepted' });
  });
});

describe('a shipment', () => {
  test('in our name is told by who stores or packs for us, and by no wholesaler', async () => {
    await weTell(made('1'), made('2'));
    expect(await send('medico', [shipped([house.pack('1')], ours, pharma)])).toMatchObject(refusedAt('event 0'));
    await inForce('medico', medico, 'logistics');
    expect(await send('medico', [shipped([house.pack('1')], ours, pharma)])).toMatchObject(refusedAt('event 0'));
    await weTell(shipped([house.pack('1')], ours, medico, minute(5)));
    expect(await send('medico', [shipped([house.pack('1')], ours, pharma, minute(11))])).toMatchObject({
      state: 'accepted',
    });
  });

  test('of a partner’s own is its own to tell', async () => {
    expect(await send('medico', [shipped(['urn:epc:id:sscc:9521988.0000000003'], medico, pharma)])).toMatchObject({
      state: 'accepted',
    });
  });

  test('of ours, in its own name, is taken with a note from who never had them: to others, to itself, and as owner alone', async () => {
    await weTell(made('1'), packed('1'));
    const owned = { ...shipped([box], medico, medico), sourceList: [{ type: 'owning_party', source: medico }] };
    for (const event of [shipped([box], medico, pharma), shipped([box], medico, medico), owned])
      expect(await send('medico', [event])).toMatchObject({
        state: 'accepted',
        problems: [{ code: 'unheard-shipment' }],
      });
    await weTell(shipped([box], ours, medico));
    expect(await send('medico', [shipped([house.pack('1')], medico, pharma, minute(20))])).toMatchObject({
      state: 'accepted',
      problems: [],
    });
  });

  test('is voided by who told it alone', async () => {
    await weTell(made('1'), packed('1'), shipped([box], ours, pharma));
    for (const epcs of [[box], [house.pack('1')]])
      expect(await send('medico', [voided(epcs, ours, pharma)])).toMatchObject(refusedAt('event 0'));
    expect(await send('medico', [voided(['urn:epc:id:sscc:9521988.0000000001'], medico, ours)])).toMatchObject({
      state: 'waiting',
    });
    const own = 'urn:epc:id:sscc:9521988.0000000002';
    await send('medico', [shipped([own], medico, ours)]);
    expect(await send('medico', [voided([own], medico, ours)])).toMatchObject({ state: 'accepted' });
  });
});
