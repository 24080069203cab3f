import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { whoHolds } from '#common/desk/who-holds.ts';
import { classEvents } from '#common/store/class-events.ts';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { observeEvent } from '#shared/trace/observe.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { approved } from '../../test/kit/approved.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { here, minute } from '../../test/kit/events.ts';
import { type InboundWorld, packer, startInboundWorld } from '../../test/kit/inbound-world.ts';
import {
  accepted,
  box,
  ended,
  made,
  medico,
  ours,
  packed,
  partnerWords,
  pharma,
  received,
  refusedFor,
  shipped,
  unpacked,
} from '../../test/kit/partner-words.ts';
import { unitMaker } from '../../test/kit/unit-maker.ts';
import { receiveDocument } from './receive-document.ts';

let world: InboundWorld;
let house: Awaited<ReturnType<InboundWorld['house']>>;
beforeAll(async () => {
  world = await startInboundWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.drain();
  house = await world.house();
  await inForce('medico', medico, { kind: 'wholesaler' });
  await inForce('pharma', pharma, { kind: 'pharmacy' });
});

const { keep, rowOf, inForce, send, atHome, weTell } = partnerWords(() => ({ world, house }));
const pack = (serial: string) => house.pack(serial);

const holders = async (...epcs: string[]) => {
  const held = await whoHolds(world.needs(), house.tenant, epcs.map(canonicalEpc));
  return held.flatMap(({ holder, epcs: its }) => its.map(() => holder));
};
const denied = (event: EpcisEvent): EpcisEvent => ({
  ...event,
  errorDeclaration: { declarationTime: minute(50), reason: 'did_not_occur' },
});

test('a number that no pool of ours issued begins with nobody, where pools number the product, but with who was given the product', async () => {
  await (await unitMaker(world.engine, house.tenant, house.gtin)).packs(1);
  await inForce('licensee', medico, { kind: 'other' });
  for (const partner of ['licensee', 'packright'])
    expect(await send(partner, made(pack('FAKE1')))).toMatchObject(refusedFor('was not given the number'));
  const packs = { scope: { gtins: [house.gtin] }, forStock: false, unused: 'destroyed' as const };
  await approved(world.engine.db, house.tenant, 'partner', 'packright', { ...packer, packs });
  expect(await send('packright', made(pack('OWN1')))).toMatchObject(accepted);
});

describe('a partner that repeats what we did, and then declares it an error', () => {
  const its = 'urn:epc:id:sgln:9521987.00001.0';
  const repeats = async (event: EpcisEvent) => {
    await weTell(made(pack('1')), event);
    await send('packright', event);
    return send('packright', denied(event));
  };

  test('is refused of consigned goods, which are its own and left by our hand', async () => {
    const sourceList = [
      { type: 'owning_party' as const, source: packer.party },
      { type: 'possessing_party' as const, source: ours },
    ];
    const event = { ...shipped(pack('1'), ours, medico), eventID: 'urn:uuid:consigned', sourceList };
    expect(await repeats(event)).toMatchObject(refusedFor('declares urn:uuid:consigned an error'));
  });

  test('is refused of our receipt from it, and of what left a place that is not its own', async () => {
    const receipt = { ...received(pack('1'), packer.party, ours), eventID: 'urn:uuid:receipt' };
    expect(await repeats(receipt)).toMatchObject(refusedFor('declares urn:uuid:receipt an error'));
    const left = { ...shipped(pack('2'), packer.party, ours), eventID: 'urn:uuid:left' };
    expect(await repeats(left)).toMatchObject(refusedFor('declares urn:uuid:left an error'));
  });

  test('is heard of what it shipped itself from its own place', async () => {
    const left = { ...shipped(pack('1'), packer.party, ours), eventID: 'urn:uuid:its', readPoint: { id: its } };
    expect(await repeats(left)).toMatchObject(accepted);
  });
});

describe('who holds packs that a wholesaler has', () => {
  const shop = 'urn:epc:id:sgln:9521989.00001.0';
  const inShop = { readPoint: shop, bizLocation: shop, offset: '+01:00' };
  const crate = 'urn:epc:id:sscc:9521987.0000000001';
  beforeEach(() => weTell(made(pack('1')), shipped(pack('1'), ours, medico)));

  test.each<[string, string, () => EpcisEvent[]]>([
    [
      'left it, by no party',
      'pharma',
      () => [{ ...shipped(pack('1'), '', '', minute(20)), sourceList: [], destinationList: [] }],
    ],
    [
      'were sold to patients',
      'pharma',
      () => [observeEvent({ step: 'retail_selling' as never, epcs: [pack('1')], at: minute(20), ...inShop })],
    ],
    ['came to it', 'pharma', () => [received(pack('1'), medico, pharma)]],
    ['came to us', 'packright', () => [received(pack('1'), medico, ours)]],
    ['went on from it', 'pharma', () => [shipped(pack('1'), pharma, packer.party, minute(20))]],
  ])('is not changed by another partner that says that they %s, who has notice too', async (_, partner, events) => {
    expect(await send(partner, ...events())).toMatchObject({ state: 'accepted' });
    expect(await holders(pack('1'))).toEqual(['medico']);
    const held = await whoHolds(world.needs(), house.tenant, [canonicalEpc(pack('1'))]);
    expect(held.find(({ holder }) => holder === partner)).toMatchObject({ claimed: [canonicalEpc(pack('1'))] });
  });

  test('is not changed by a packer’s crate, into which it packs no packs of others', async () => {
    const agg = packEvent({ parent: crate, children: [pack('1')], at: minute(20), ...here });
    await weTell(made(pack('7')));
    expect(await send('packright', agg)).toMatchObject(refusedFor('neither made nor was sent'));
    expect(
      await send('packright', packEvent({ parent: crate, children: [pack('7')], at: minute(20), ...here })),
    ).toMatchObject(accepted);
  });

  test('is us by the word of who keeps goods for us in the place where they came in', async () => {
    await inForce('keeper', packer.party, { kind: 'logistics' });
    await send('keeper', received(pack('1'), medico, ours));
    expect(await holders(pack('1'))).toEqual(['medico']);
    await atHome('keeper');
    expect(await holders(pack('1'))).toEqual(['@us']);
  });

  test('is us, whichever of our parties it was sent to, and who receives it there says nothing else', async () => {
    const second = 'urn:epc:id:pgln:9521321.00002';
    await weTell(shipped(pack('1'), medico, second, minute(20)));
    await send('packright', received(pack('1'), medico, second, minute(25)));
    const held = await whoHolds(world.needs(), house.tenant, [canonicalEpc(pack('1'))]);
    expect(held.map(({ holder, count }) => [holder, count.said])).toEqual([['@us', undefined]]);
  });
});

describe('an honest partner', () => {
  test('takes a pack out of a case that left and ends it in one document, however long', async () => {
    await send('packright', made(pack('1')), made(pack('2')), packed(pack('1'), pack('2')));
    await send('packright', shipped(box, packer.party, ours));
    const seen = (i: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, 0, i)).toISOString();
    const other = ['urn:epc:id:sscc:9521987.0000000009'];
    const filler = Array.from({ length: 4_000 }, (_, i) =>
      observeEvent({ step: 'inspecting' as never, epcs: other, at: seen(i), ...here }),
    );
    const inbound = await keep('packright', [unpacked(minute(5), pack('1')), ...filler, ended(pack('1'), minute(6))]);
    await world.receive({ tenant: house.tenant, inbound });
    expect(await rowOf(inbound)).toMatchObject({ state: 'reading', problems: [] });
    // Its capture is another's to test.
    for (const queue of [world.captures, world.woken]) queue.splice(0);
  }, 60_000);

  test('whose clock is some minutes behind ours ships what we sent it, and hours before it does not', async () => {
    await inForce('keeper', medico, { kind: 'logistics' });
    await weTell(
      made(pack('1')),
      received(pack('1'), packer.party, ours, minute(5)),
      shipped(pack('1'), ours, medico, minute(40)),
    );
    expect(await send('keeper', shipped(pack('1'), ours, pharma, minute(20)))).toMatchObject(refusedFor('has no more'));
    expect(await send('keeper', shipped(pack('1'), ours, pharma, minute(39)))).toMatchObject(accepted);
  });
});

test('a keeper ships nothing in our name as of the time before we took it back; what others brought back had left it', async () => {
  await inForce('keeper', medico, { kind: 'logistics' });
  await weTell(made(pack('1')), shipped(pack('1'), ours, medico), received(pack('1'), medico, ours, minute(20)));
  expect(await send('keeper', shipped(pack('1'), ours, pharma, minute(19)))).toMatchObject(
    refusedFor('as it came to us later'),
  );
  expect(await send('keeper', shipped(pack('1'), ours, pharma, minute(40)))).toMatchObject(refusedFor('has no more'));
  await weTell(made(pack('2')), shipped(pack('2'), ours, medico), received(pack('2'), pharma, ours, minute(30)));
  expect(await send('keeper', shipped(pack('2'), ours, pharma, minute(19)))).toMatchObject(accepted);
});

describe('quantities', () => {
  const lot = () => house.pack('x').replace('id:sgtin', 'class:lgtin').replace(/x$/, 'L1');
  let minutes = 0;
  const some = (action: 'ADD' | 'DELETE' | 'OBSERVE', change: Partial<ObjectEvent> = {}): EpcisEvent => ({
    ...{ type: 'ObjectEvent', eventTime: minute(minutes++ % 50), eventTimeZoneOffset: here.offset, action },
    ...{ bizStep: action === 'ADD' ? 'commissioning' : 'decommissioning' },
    ...{ quantityList: [{ epcClass: lot(), quantity: 20 }], readPoint: { id: here.readPoint }, ...change },
  });
  const notIts = refusedFor('neither made nor was sent');

  test('of more events than are read are nobody’s who did not begin them', async () => {
    const few = (most: { oldest: number; latest: number }) =>
      classEvents(world.engine.db, tables.ledger, most)(house.tenant, lot());
    await weTell(
      some('ADD', { eventTime: minute(0) }),
      some('OBSERVE', { eventTime: minute(1) }),
      some('OBSERVE', { eventTime: minute(2) }),
      some('DELETE', { eventTime: minute(3) }),
    );
    expect(await few({ oldest: 4, latest: 1 })).toMatchObject({ isWhole: true, events: { length: 4 } });
    const part = await few({ oldest: 1, latest: 1 });
    expect([part.isWhole, part.events.map(({ event }) => event.eventTime)]).toEqual([
      false,
      [minute(0), minute(1), minute(3)],
    ]);
    const flood = Array.from({ length: 501 }, (_, i) =>
      some('OBSERVE', { bizStep: 'inspecting', eventTime: new Date(Date.UTC(2026, 2, 2, 0, 0, i)).toISOString() }),
    );
    expect(await send('packright', ...flood)).toMatchObject({ state: 'accepted' });
    expect(await send('packright', some('DELETE', { eventTime: '2026-03-03T00:00:00.000Z' }))).toMatchObject(notIts);
  }, 60_000);

  test('of a product that comes in packs are begun and ended by nobody who never had them', async () => {
    await weTell(made(pack('1')));
    for (const action of ['ADD', 'DELETE'] as const)
      expect(await send('packright', some(action))).toMatchObject(notIts);
  });

  test('are shipped in our name by no transaction or packing either', async () => {
    await inForce('keeper', medico, { kind: 'logistics' });
    await weTell(some('ADD'));
    const { sourceList = [], destinationList = [] } = shipped(box, ours, pharma);
    const leaving = { action: 'ADD' as const, bizStep: 'shipping' as const, sourceList, destinationList };
    const at = { eventTimeZoneOffset: here.offset, readPoint: { id: here.readPoint } };
    const bizTransactionList = [{ type: 'po' as const, bizTransaction: 'urn:epcglobal:cbv:bt:9521321000018:1' }];
    const quantities = [{ epcClass: lot(), quantity: 20 }];
    const transaction: EpcisEvent = {
      ...at,
      ...leaving,
      type: 'TransactionEvent',
      eventTime: minute(41),
      bizTransactionList,
      quantityList: quantities,
    };
    const packing: EpcisEvent = {
      ...at,
      ...leaving,
      type: 'AggregationEvent',
      eventTime: minute(42),
      parentID: box,
      childQuantityList: quantities,
    };
    for (const event of [transaction, packing]) expect(await send('keeper', event)).toMatchObject(notIts);
  });

  test('of a product that was approved just now are ours', async () => {
    const gtin = house.gtin;
    const needs = world.needs();
    const names = { ...needs.names, ours: async () => new Set<string>() };
    await weTell(some('ADD'));
    const inbound = await keep('medico', [some('DELETE')]);
    await receiveDocument({ ...needs, names })({ tenant: house.tenant, inbound });
    expect([gtin.length, await rowOf(inbound)]).toMatchObject([14, notIts]);
  });
});

test('returns of which nobody told are asked about in one case of a partner, and in another when that is over', async () => {
  const { cases } = world.needs();
  const asked = async () => (await cases.list(house.tenant, { limit: 20 })).cases;
  const back = async (serial: string) => {
    await weTell(made(pack(serial)));
    return send('pharma', shipped(pack(serial), pharma, ours, minute(11)));
  };
  for (const serial of ['r1', 'r2', 'r3']) expect(await back(serial)).toMatchObject({ state: 'accepted' });
  const [one, ...others] = await asked();
  expect([one?.subject.packs, one?.subject.things.length, others.length]).toEqual([3, 3, 0]);
  expect(one?.title).toContain('3 things');
  expect(await cases.naming(house.tenant, [canonicalEpc(pack('r3'))])).toEqual([one?.id]);
  if (one === undefined) throw new Error('no case');
  await cases.commit([{ before: one, after: { ...one, state: 'withdrawn' }, entries: [] }], world.needs().now());
  await back('r4');
  expect((await asked()).map(({ state, subject }) => [state, subject.packs])).toEqual([
    ['open', 1],
    ['withdrawn', 3],
  ]);
});
