import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { whoHolds } from '#common/desk/who-holds.ts';
import { resultOf } from '#common/inbound/result-of.ts';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { PartnerContent } from '#shared/master-data/partner.ts';
import { approved } from '../../test/kit/approved.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
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

describe('numbers that our pools issued', () => {
  const numbers = async (given?: { partner?: string; site?: string; home?: string }) => {
    const [epc = ''] = await (await unitMaker(world.engine, house.tenant, house.gtin)).packs(1, given);
    return epc;
  };

  test('are begun and ended by whom they were drawn for, and by no other packer', async () => {
    await inForce('other', medico, { kind: 'cmo' });
    const epc = await numbers({ partner: 'packright' });
    const not = refusedFor('was not given the number');
    expect([await send('other', made(epc)), await send('other', ended(epc))]).toMatchObject([not, not]);
    expect(await send('packright', made(epc))).toMatchObject(accepted);
  });

  test('are not begun by a packer where our own line drew them', async () => {
    expect(await send('packright', made(await numbers()))).toMatchObject(refusedFor('was not given the number'));
  });

  test.each<[string, { site?: string; home?: string }, Partial<PartnerContent> & { tenant?: string }]>([
    [
      'a site of its own',
      { site: 'hall-7' },
      { packs: { scope: { sites: ['hall-7'] }, forStock: false, unused: 'destroyed' } },
    ],
    ['its tenant here', { home: 'packright-gmbh' }, { channel: 'network', tenant: 'packright-gmbh' }],
  ])('are its own where they were drawn for %s', async (_, given, change) => {
    const epc = await numbers(given);
    expect(await send('packright', made(epc))).toMatchObject(refusedFor('was not given the number'));
    await approved(world.engine.db, house.tenant, 'partner', 'packright', { ...packer, ...change });
    expect(await send('packright', made(epc))).toMatchObject(accepted);
  });

  test('are its own where it packs the product and nobody else is named, and are not where another is', async () => {
    const packs = { scope: { gtins: [house.gtin] }, forStock: false, unused: 'destroyed' as const };
    await approved(world.engine.db, house.tenant, 'partner', 'packright', { ...packer, packs });
    const maker = await unitMaker(world.engine, house.tenant, house.gtin);
    const [[epc = ''], [others = ''], [strangers = '']] = [
      await maker.packs(1),
      await maker.packs(1, { partner: 'medico' }),
      await maker.packs(1, { home: 'somebody' }),
    ];
    expect(await send('packright', made(epc))).toMatchObject(accepted);
    for (const one of [others, strangers])
      expect(await send('packright', made(one))).toMatchObject(refusedFor('was not given the number'));
  });
});

test('who is said to be nothing makes nothing of ours, and waits for nothing', async () => {
  await inForce('nobody', medico, {});
  expect(await send('nobody', made(pack('1')))).toMatchObject(refusedFor('neither made nor was sent'));
  expect(await send('nobody', ended(pack('1')))).toMatchObject(refusedFor('neither made nor was sent'));
});

describe('what a packer made', () => {
  test('it ends until it hands it over, and not behind that', async () => {
    expect(await send('packright', made(pack('1')), made(pack('2')))).toMatchObject(accepted);
    expect(await send('packright', ended(pack('2')))).toMatchObject(accepted);
    await send('packright', shipped(pack('1'), packer.party, ours));
    expect(await send('packright', ended(pack('1')))).toMatchObject(refusedFor('has no more'));
    expect(await send('packright', ended(pack('1'), minute(5)))).toMatchObject(refusedFor('has no more'));
  });

  test('is gone when we received it, though nobody told that it left, and its own again when we send it back', async () => {
    await send('packright', made(pack('1')));
    await weTell(received(pack('1'), packer.party, ours));
    expect(await send('packright', ended(pack('1')))).toMatchObject(refusedFor('has no more'));
    await weTell(shipped(pack('1'), ours, packer.party, minute(25)));
    expect(await send('packright', ended(pack('1')))).toMatchObject(accepted);
  });

  test('is not gone with a case that it had been taken out of, which one document may tell with its end', async () => {
    await send('packright', made(pack('1')), made(pack('2')), packed(pack('1'), pack('2')));
    await send('packright', shipped(box, packer.party, ours));
    expect(await send('packright', ended(pack('2')))).toMatchObject(refusedFor('has no more'));
    const both = await send('packright', unpacked(minute(5), pack('1')), ended(pack('1'), minute(6)));
    expect(both).toMatchObject(accepted);
  });

  test('is handed on and ended in one document no more than in two', async () => {
    await send('packright', made(pack('1')));
    const both = await send('packright', shipped(pack('1'), packer.party, pharma), ended(pack('1')));
    expect(both).toMatchObject(refusedFor('has no more'));
  });

  test('it still tells late how it was packed and where it went', async () => {
    await send('packright', made(pack('1')), shipped(pack('1'), packer.party, ours));
    const late = [packed(pack('1')), shipped(pack('1'), packer.party, medico, minute(12))];
    expect(await send('packright', ...late)).toMatchObject(accepted);
    // It had it no more: whom it names was sent nothing.
    expect(await send('medico', ended(pack('1')))).toMatchObject(refusedFor('neither made nor was sent'));
  });
});

describe('what was sent to a wholesaler', () => {
  test('it ends no more when it sold it on or sent it back, unless it came back', async () => {
    await weTell(made(pack('1')), shipped(pack('1'), ours, medico));
    await send('medico', shipped(pack('1'), medico, pharma, minute(15)));
    expect(await send('medico', ended(pack('1')))).toMatchObject(refusedFor('has no more'));
    expect(await send('pharma', ended(pack('1'), minute(16)))).toMatchObject(accepted);
    await weTell(made(pack('2')), shipped(pack('2'), ours, medico));
    await send('medico', shipped(pack('2'), medico, pharma, minute(15)), received(pack('2'), pharma, medico));
    expect(await send('medico', ended(pack('2')))).toMatchObject(accepted);
    await weTell(made(pack('3')), shipped(pack('3'), ours, medico));
    await send('medico', shipped(pack('3'), medico, ours, minute(15)));
    await send('medico', received(pack('3'), ours, medico, minute(17)));
    expect(await send('medico', ended(pack('3')))).toMatchObject(refusedFor('has no more'));
  });

  test('is with it, though a stranger says that it went on, which is told beside it', async () => {
    await inForce('stranger', 'urn:epc:id:pgln:9521990.00001', { kind: 'logistics' });
    await weTell(made(pack('1')), shipped(pack('1'), ours, medico));
    expect(await send('stranger', shipped(pack('1'), medico, pharma, minute(15)))).toMatchObject(accepted);
    const held = () => whoHolds(world.needs(), house.tenant, [canonicalEpc(pack('1'))]);
    expect(await held()).toMatchObject([
      { holder: 'medico', count: { said: [{ by: 'stranger', packs: 1 }] } },
      { holder: 'stranger', count: { held: 0, sent: 0, claimed: 1 }, epcs: [] },
    ]);
    await send('medico', shipped(pack('1'), medico, pharma, minute(16)));
    expect((await held()).map(({ holder, count }) => [holder, count.said])).toEqual([['pharma', undefined]]);
  });

  test('is not gone for what a stranger says', async () => {
    await weTell(made(pack('1')), shipped(pack('1'), ours, medico));
    await inForce('stranger', pharma, { kind: 'logistics' });
    await send('stranger', shipped(pack('1'), 'urn:epc:id:pgln:9521990.00001', pharma, minute(15)));
    expect(await send('medico', ended(pack('1')))).toMatchObject(accepted);
  });
});

describe('what keeps goods for us ships in our name', () => {
  test('what it has, and not what has left it before, unless that was voided', async () => {
    await inForce('keeper', medico, { kind: 'logistics' });
    await weTell(made(pack('1')), shipped(pack('1'), ours, medico));
    const left = shipped(pack('1'), ours, pharma, minute(15));
    expect(await send('keeper', left)).toMatchObject(accepted);
    const again = shipped(pack('1'), ours, pharma, minute(40));
    expect(await send('keeper', again)).toMatchObject(refusedFor('has no more'));
    expect(await send('keeper', { ...left, eventTime: minute(20), bizStep: 'void_shipping' })).toMatchObject(accepted);
    expect(await send('keeper', { ...again, eventTime: minute(41) })).toMatchObject(accepted);
  });

  test('what came in at a place of ours in which it keeps goods is with it', async () => {
    await inForce('keeper', medico, { kind: 'logistics' });
    await weTell(made(pack('1')), shipped(pack('1'), ours, medico));
    const atOurs = { ...received(pack('1'), medico, ours), sourceList: [], destinationList: [] };
    await weTell(atOurs);
    const left = shipped(pack('1'), ours, pharma, minute(40));
    expect(await send('keeper', left)).toMatchObject(refusedFor('has no more'));
    await atHome('keeper');
    expect(await send('keeper', { ...left, eventTime: minute(41) })).toMatchObject(accepted);
    const there = { type: 'location', destination: here.readPoint } as const;
    await weTell(made(pack('2')), { ...shipped(pack('2'), ours, ours), destinationList: [there] });
    expect(await send('keeper', shipped(pack('2'), ours, pharma, minute(42)))).toMatchObject(accepted);
  });
});

describe('goods of ours that come back', () => {
  const asked = async () => (await world.needs().cases.list(house.tenant, { limit: 10 })).cases;

  test('from whom nobody told us that he had them are taken, and a case asks about them', async () => {
    await weTell(made(pack('1')), made(pack('2')), shipped(pack('2'), ours, medico));
    const row = await send('pharma', shipped(pack('1'), pharma, ours), shipped(pack('2'), pharma, ours, minute(11)));
    expect(row).toMatchObject({ state: 'accepted', problems: [{ code: 'unheard-return' }] });
    expect(resultOf(row)).toMatchObject({ state: 'accepted' });
    expect(await world.ledger.eventsOf(house.tenant, pack('1'))).toHaveLength(2);
    const [one, ...more] = await asked();
    expect(one).toMatchObject({ kind: 'misalignment', partner: 'pharma', state: 'open', subject: { packs: 2 } });
    expect([more.length, one?.subject.things.length]).toEqual([0, 2]);
  });

  test('from whom they were shipped to are asked about by nobody, nor is their history', async () => {
    const out = { ...shipped(pack('1'), ours, medico), eventID: 'urn:uuid:out-1' };
    await weTell(made(pack('1')), out);
    expect(await send('medico', out, shipped(pack('1'), medico, ours, minute(15)))).toMatchObject(accepted);
    expect(await send('packright', shipped(pack('9'), packer.party, ours), made(pack('9')))).toMatchObject(accepted);
    expect(await asked()).toEqual([]);
  });

  test('do not, where we are only to own what goes to somebody else', async () => {
    await weTell(made(pack('1')));
    const toOther = shipped(pack('1'), pharma, medico);
    const destinationList = [
      { type: 'owning_party', destination: ours },
      { type: 'possessing_party', destination: medico },
    ];
    expect(await send('pharma', { ...toOther, destinationList })).toMatchObject({
      state: 'accepted',
      problems: [{ code: 'unheard-shipment' }],
    });
    expect(await asked()).toEqual([]);
  });

  test('are asked about once, whoever dies in between', async () => {
    const inbound = await keep('pharma', [made(pack('1')), shipped(pack('1'), pharma, ours)].slice(1));
    await weTell(made(pack('1')));
    for (let kill = 1; kill < 30; kill++) {
      let sent = 0;
      const db = brokenClient(world.engine, () => ++sent >= kill);
      await world.receive({ tenant: house.tenant, inbound }, db).catch(() => undefined);
      await world.captureAll();
      world.forward(10 * 60_000);
    }
    await world.drain(60_000);
    expect(await rowOf(inbound)).toMatchObject({ state: 'accepted', problems: [{ code: 'unheard-return' }] });
    expect(await asked()).toHaveLength(1);
  });
});

describe('that we received goods', () => {
  test('says who receives for us, or is at home in our place, and nobody else', async () => {
    const atOurs = { ...received(pack('1'), pharma, ours), sourceList: [], destinationList: [] };
    await weTell(made(pack('1')));
    for (const event of [received(pack('1'), medico, ours), atOurs])
      expect(await send('medico', event)).toMatchObject(refusedFor('says that we received'));
    expect(await send('medico', received(pack('1'), ours, medico))).toMatchObject(accepted);
    const consigned = { ...received(pack('1'), ours, medico, minute(21)) };
    const destinationList = [{ type: 'owning_party', destination: ours }, ...(consigned.destinationList ?? [])];
    expect(await send('medico', { ...consigned, destinationList })).toMatchObject(accepted);
    expect(await send('packright', received(pack('1'), medico, ours, minute(22)))).toMatchObject(accepted);
    await atHome('medico');
    expect(await send('medico', { ...atOurs, eventTime: minute(25) })).toMatchObject(accepted);
  });

  test('is repeated by anybody as it stands here', async () => {
    const event = { ...received(pack('1'), medico, ours), eventID: 'urn:uuid:in-1' };
    await weTell(made(pack('1')), event);
    expect(await send('medico', event)).toMatchObject(accepted);
  });
});

describe('quantities of our products', () => {
  const lot = () => house.pack('x').replace('id:sgtin', 'class:lgtin').replace(/x$/, 'L1');
  let minutes = 0;
  const some = (action: 'ADD' | 'DELETE' | 'OBSERVE', change: Partial<ObjectEvent> = {}): EpcisEvent => ({
    ...{ type: 'ObjectEvent', eventTime: minute(minutes++ % 50), eventTimeZoneOffset: here.offset, action },
    ...{
      bizStep: action === 'ADD' ? 'commissioning' : 'decommissioning',
      quantityList: [{ epcClass: lot(), quantity: 20 }],
    },
    ...{ readPoint: { id: here.readPoint }, ...change },
  });
  const sent = (from: string, to: string) => {
    const { sourceList, destinationList } = shipped(box, from, to);
    return some('OBSERVE', {
      bizStep: 'shipping',
      ...(sourceList && { sourceList }),
      ...(destinationList && { destinationList }),
    });
  };

  test('begin and end by who packs them, and by nobody else whom we sent none', async () => {
    expect(await send('packright', some('ADD'), some('DELETE'))).toMatchObject(accepted);
    for (const action of ['ADD', 'DELETE'] as const)
      expect(await send('medico', some(action))).toMatchObject(refusedFor('neither made nor was sent'));
    await send('pharma', sent(pharma, medico));
    expect(await send('medico', some('DELETE'))).toMatchObject(refusedFor('neither made nor was sent'));
    await weTell(sent(ours, medico));
    expect(await send('medico', some('DELETE'))).toMatchObject(accepted);
  });

  test('are shipped in our name by who keeps them for us, and others’ are others’', async () => {
    await inForce('keeper', medico, { kind: 'logistics' });
    await weTell(some('ADD'));
    expect(await send('keeper', sent(ours, pharma))).toMatchObject(refusedFor('neither made nor was sent'));
    await weTell(sent(ours, medico));
    expect(await send('keeper', sent(ours, pharma))).toMatchObject(accepted);
    const foreign = { quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521988.000001.L1', quantity: 1 }] };
    expect(await send('pharma', some('DELETE', foreign))).toMatchObject(accepted);
  });
});
