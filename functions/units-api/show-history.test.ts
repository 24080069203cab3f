import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lineJobId } from '#common/store/list-capture-jobs.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { here, minute } from '../../test/kit/events.ts';
import { commission, observe, pack, type UnitWorld, unitWorld, unpack } from '../../test/kit/unit-world.ts';

let engine: Dynoxide;
let world: UnitWorld;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = await unitWorld(engine, `acme-${count++}`);
});

const parties = { from: 'urn:epc:id:pgln:9521321.00000', to: 'urn:epc:id:pgln:9529999.00000' };
const ship = (epcs: string[], m: number) =>
  shipEvent({ epcs, at: minute(m), ...here, ...parties, despatchAdvice: 'urn:example:despatch:1' });

async function pallet() {
  const [unit = ''] = await world.units.packs(1);
  const [box = '', top = ''] = await world.units.logisticUnits(2);
  await world.capture(commission([unit], 0), pack(box, [unit], 1), pack(top, [box], 2), ship([top], 3));
  return { unit, box, top };
}

describe('the history of a unit', () => {
  test('takes in what happened to its containers while it was inside', async () => {
    const { unit, box, top } = await pallet();
    await world.capture(unpack(box, [unit], 4), observe([top], 5), observe([unit], 6, { bizStep: 'dispensing' }));
    const answer = await world.get(unit, 'history', { order: 'asc' });
    expect(answer.body).toMatchObject({
      epc: canonicalEpc(unit),
      history: [
        { eventTime: minute(0), epc: canonicalEpc(unit), type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning' },
        { eventTime: minute(1), epc: canonicalEpc(unit), type: 'AggregationEvent', parent: canonicalEpc(box) },
        { eventTime: minute(2), epc: canonicalEpc(box), through: [canonicalEpc(box)], parent: canonicalEpc(top) },
        {
          eventTime: minute(3),
          epc: canonicalEpc(top),
          through: [canonicalEpc(box), canonicalEpc(top)],
          bizStep: 'shipping',
          sources: [{ type: 'possessing_party', source: parties.from }, {}],
          destinations: [{ type: 'possessing_party', destination: parties.to }, {}],
          bizTransactions: [{ type: 'desadv', bizTransaction: 'urn:example:despatch:1' }],
        },
        { eventTime: minute(4), epc: canonicalEpc(unit), bizStep: 'unpacking' },
        { eventTime: minute(6), epc: canonicalEpc(unit), bizStep: 'dispensing' },
      ],
    });
  });

  test('comes newest first, in pages that hold when more is captured between them', async () => {
    const { unit, top } = await pallet();
    const first = await world.get(unit, 'history', { perPage: '3' });
    expect(first.body).toMatchObject({
      history: [{ eventTime: minute(3) }, { eventTime: minute(2) }, { eventTime: minute(1) }],
      nextPageToken: expect.any(String),
    });
    expect(first.headers['Link']).toMatch(/^<\/api\/units\/[^/?]+\/history\?.*nextPageToken=.*>; rel="next"$/);
    await world.capture(observe([top], 10));
    const nextPageToken = Object(first.body).nextPageToken;
    const last = await world.get(unit, 'history', { perPage: '3', nextPageToken });
    expect(last.body).toMatchObject({ history: [{ eventTime: minute(0) }] });
    expect(last.body).not.toHaveProperty('nextPageToken');
    expect(last.headers).not.toHaveProperty('Link');
  });

  test('shows erroneous events marked, with what stands in their place', async () => {
    const { unit } = await pallet();
    const wrong: EpcisEvent = { ...observe([unit], 5, { disposition: 'damaged' }), eventID: 'urn:uuid:wrong' };
    const right: EpcisEvent = { ...observe([unit], 5, { disposition: 'recalled' }), eventID: 'urn:uuid:right' };
    const errorDeclaration = {
      declarationTime: minute(8),
      reason: 'incorrect_data',
      correctiveEventIDs: ['urn:uuid:right'],
    };
    await world.capture(wrong, right, { ...wrong, errorDeclaration });
    const { body } = await world.get(unit, 'history', { perPage: '2', order: 'desc' });
    expect(body).toMatchObject({
      history: expect.arrayContaining([
        expect.objectContaining({ eventId: 'urn:uuid:right', corrects: ['urn:uuid:wrong'] }),
        expect.objectContaining({ eventId: 'urn:uuid:wrong', error: errorDeclaration }),
      ]),
    });
    expect((await world.get(unit)).body).toMatchObject({ disposition: 'recalled' });
  });

  test('says who reported each event: a line, a person or machine, a partner', async () => {
    const [unit = ''] = await world.units.packs(1);
    const line = { tenant: 'packright', site: 'rotterdam~1', line: 'LINE1' };
    await world.captureAs({ captureId: lineJobId(line, 7) }, commission([unit], 0));
    await world.captureAs({ captureId: 'a', reporter: { caller: 'ada' } }, observe([unit], 1));
    await world.captureAs({ captureId: 'b', reporter: { partner: 'medico' } }, observe([unit], 2));
    await world.captureAs({ captureId: 'c' }, observe([unit], 3));
    const { history } = Object((await world.get(unit, 'history', { order: 'asc' })).body);
    expect(history).toMatchObject([
      { captureId: lineJobId(line, 7), reportedBy: line },
      { captureId: 'a', reportedBy: { caller: 'ada' } },
      { captureId: 'b', reportedBy: { partner: 'medico' } },
      { captureId: 'c' },
    ]);
    expect(history[3]).not.toHaveProperty('reportedBy');
  });

  test('refuses the token of another listing, and an order that is none', async () => {
    const { unit, box } = await pallet();
    const { body } = await world.get(unit, 'history', { perPage: '1' });
    const nextPageToken = Object(body).nextPageToken;
    expect(await world.get(box, 'history', { nextPageToken })).toMatchObject({
      status: 400,
      body: { at: '?nextPageToken' },
    });
    expect(await world.get(unit, 'history', { nextPageToken, order: 'asc' })).toMatchObject({ status: 400 });
    expect(await world.get(unit, 'history', { order: 'up' })).toMatchObject({ status: 400, body: { at: '?order' } });
    expect(await world.get(unit, 'history', { perPage: '0' })).toMatchObject({ status: 400, body: { at: '?perPage' } });
  });
});

describe('the parents of a unit', () => {
  test('are told with the time of packing, and past ones with theirs', async () => {
    const { unit, box, top } = await pallet();
    const [other = ''] = await world.units.logisticUnits(1);
    await world.capture(unpack(box, [], 4), pack(other, [unit], 5));
    const past = [{ epc: canonicalEpc(box), kind: 'sscc', from: minute(1), to: minute(4) }];
    expect((await world.get(unit, 'parents')).body).toMatchObject({
      parents: [{ epc: canonicalEpc(other), kind: 'sscc', since: minute(5), eventId: expect.any(String) }],
      past,
    });
    expect((await world.get(unit, 'parents', { at: minute(3) })).body).toMatchObject({
      at: minute(3),
      parents: [
        { epc: canonicalEpc(box), since: minute(1) },
        { epc: canonicalEpc(top), since: minute(2) },
      ],
      past: [],
    });
  });
});
