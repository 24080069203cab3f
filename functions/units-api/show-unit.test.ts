import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { here, minute } from '../../test/kit/events.ts';
import { commission, observe, pack, type UnitWorld, unitWorld, unpack } from '../../test/kit/unit-world.ts';

const warehouse = 'urn:epc:id:sgln:9521321.00024.0';

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

const body = async (epc: string, query = {}) => (await world.get(epc, '', query)).body;

async function pallet() {
  const [first = '', second = ''] = await world.units.packs(2);
  const [box = '', top = '', other = ''] = await world.units.logisticUnits(3);
  await world.capture(commission([first, second], 0), pack(box, [first, second], 1), pack(top, [box], 2));
  return { first, second, box, top, other };
}

describe('a unit', () => {
  test('tells its state and its parents up to the root', async () => {
    const { first, box, top } = await pallet();
    expect(await body(first)).toMatchObject({
      epc: canonicalEpc(first),
      known: true,
      exists: 'commissioned',
      lot: 'LOT1',
      expiry: '2028-12-31',
      disposition: 'in_progress',
      parent: canonicalEpc(box),
      parents: [
        { epc: canonicalEpc(box), kind: 'sscc', since: minute(1) },
        { epc: canonicalEpc(top), kind: 'sscc', since: minute(2) },
      ],
      children: 0,
    });
    expect(await body(box)).toMatchObject({ children: 2, parents: [{ epc: canonicalEpc(top) }] });
  });

  test('is known by URN and Digital Link, plain and percent-encoded', async () => {
    const { first } = await pallet();
    const link = canonicalEpc(first);
    const spellings = [
      first,
      encodeURIComponent(first),
      link,
      encodeURIComponent(link),
      link.replace('https://', 'https:/'),
    ];
    for (const spelling of spellings)
      expect(await world.get(spelling)).toMatchObject({ status: 200, body: { epc: link } });
  });

  test('that nobody named is not found, nor is any view of it', async () => {
    const [never = ''] = await world.units.packs(1);
    for (const view of ['', 'history', 'parents', 'contents'])
      expect(await world.get(never, view)).toMatchObject({
        status: 404,
        body: { type: 'urn:seriate:problem:not-found', remedy: expect.stringContaining('Digital Link') },
      });
    expect(await world.get('urn:epc:id:sgtin:4012345.077889.1')).toMatchObject({ status: 404 });
    expect(await world.get('%')).toMatchObject({ status: 404 });
  });

  test('of another tenant is not found', async () => {
    const { first } = await pallet();
    const stranger = await unitWorld(engine, `stranger-${count++}`);
    for (const view of ['', 'history', 'parents', 'contents'])
      expect(await stranger.get(first, view)).toMatchObject({ status: 404 });
  });

  test('taken out has no parent, put elsewhere has another', async () => {
    const { first, second, box, other } = await pallet();
    await world.capture(unpack(box, [first], 3), pack(other, [second], 4));
    expect(await body(first)).toMatchObject({ parents: [] });
    expect(await body(second)).toMatchObject({ parents: [{ epc: canonicalEpc(other) }] });
  });

  test('leaves when its parent is emptied as a whole, which only the parent’s events tell', async () => {
    const { first, box, top } = await pallet();
    await world.capture(unpack(box, [], 3));
    expect(await body(first)).toMatchObject({ parents: [] });
    expect(await body(first)).not.toHaveProperty('parent');
    expect(await body(box)).toMatchObject({ children: 0, parents: [{ epc: canonicalEpc(top) }] });
  });

  test('whose case left the pallet is still in the case', async () => {
    const { first, box, top } = await pallet();
    await world.capture(unpack(top, [], 3));
    expect(await body(first)).toMatchObject({ parents: [{ epc: canonicalEpc(box) }] });
  });

  test('whose packing was declared an error is not packed, now or then', async () => {
    const [unit = ''] = await world.units.packs(1);
    const [box = ''] = await world.units.logisticUnits(1);
    const packed: EpcisEvent = { ...pack(box, [unit], 1), eventID: 'urn:uuid:packed' };
    await world.capture(commission([unit], 0), packed);
    await world.capture({ ...packed, errorDeclaration: { declarationTime: minute(5), reason: 'did_not_occur' } });
    expect(await body(unit)).toMatchObject({ known: true, parents: [] });
    expect(await body(unit, { at: minute(3) })).toMatchObject({ known: true, parents: [] });
  });

  test('inside itself ends the chain', async () => {
    const [a = '', b = ''] = await world.units.logisticUnits(2);
    await world.capture(pack(a, [b], 1), pack(b, [a], 2));
    expect(await body(a)).toMatchObject({ parents: [{ epc: canonicalEpc(b) }] });
  });

  test('keeps a lasting flag until it is unset', async () => {
    const { first } = await pallet();
    const set = { persistentDisposition: { set: ['completeness_verified', 'conformant'] } };
    await world.capture(observe([first], 3, set));
    await world.capture(observe([first], 4, { persistentDisposition: { unset: ['conformant'] } }));
    expect(await body(first)).toMatchObject({ persistentDispositions: ['completeness_verified'] });
    expect(await body(first, { at: minute(3) })).toMatchObject({
      persistentDispositions: ['completeness_verified', 'conformant'],
    });
  });
});

describe('a unit at a time', () => {
  test('is what the events until then made of it', async () => {
    const { first, box, top } = await pallet();
    expect(await body(first, { at: minute(0) })).toMatchObject({ bizStep: 'commissioning', parents: [] });
    expect(await body(first, { at: minute(1) })).toMatchObject({ parents: [{ epc: canonicalEpc(box) }] });
    expect(await body(first, { at: '2026-03-01T09:02:00+01:00' })).toMatchObject({
      parents: [{ epc: canonicalEpc(box) }, { epc: canonicalEpc(top) }],
    });
    expect(await body(first, { at: '2026-01-01T00:00:00Z' })).toMatchObject({ known: false, exists: 'unknown' });
  });

  test.each(['yesterday', '2026-03-01', '2026-03-01T08:00:00', ''])('that is %j is refused', async (at) => {
    const { first } = await pallet();
    expect(await world.get(first, '', { at })).toMatchObject({ status: 400, body: { at: '?at' } });
  });
});

describe('the effective circumstances of a unit', () => {
  const arrived = (epc: string, m: number) =>
    observe([epc], m, { bizStep: 'receiving', disposition: 'in_progress', bizLocation: { id: warehouse } });

  test('are those of the outermost container that moved', async () => {
    const { first, top } = await pallet();
    await world.capture(arrived(top, 10));
    expect(await body(first)).toMatchObject({
      bizLocation: here.bizLocation,
      effective: {
        bizStep: 'receiving',
        bizLocation: warehouse,
        eventTime: minute(10),
        through: canonicalEpc(top),
      },
    });
  });

  test('stay where the container took it, once it is out', async () => {
    const { first, box, top } = await pallet();
    await world.capture(arrived(top, 10), unpack(top, [], 11));
    const left = { ...unpack(box, [], 12), bizLocation: { id: warehouse } };
    await world.capture(left, observe([top], 20, { bizLocation: { id: here.bizLocation } }));
    expect(await body(first)).toMatchObject({ parents: [], effective: { bizLocation: warehouse } });
  });

  test('are its own when it was named last', async () => {
    const { first, top } = await pallet();
    await world.capture(arrived(top, 10), observe([first], 11, { bizStep: 'inspecting' }));
    const told = await body(first);
    expect(told).toMatchObject({ effective: { bizStep: 'inspecting', eventTime: minute(11) } });
    expect(told).not.toHaveProperty('effective.through');
  });
});

describe('relations that are no packing', () => {
  const base = { eventTimeZoneOffset: here.offset };

  test('an attachment is told apart, and ends when all is detached', async () => {
    const { first } = await pallet();
    const [logger = ''] = ['urn:epc:id:giai:9521321.LOGGER1'];
    const attach: EpcisEvent = {
      ...base,
      type: 'AssociationEvent',
      eventTime: minute(3),
      action: 'ADD',
      parentID: logger,
      childEPCs: [first],
    };
    await world.capture(attach);
    expect(await body(first)).toMatchObject({ attachedTo: [canonicalEpc(logger)], parents: [{}, {}] });
    await world.capture({
      ...base,
      type: 'AssociationEvent',
      eventTime: minute(4),
      action: 'DELETE',
      parentID: logger,
    });
    expect(await body(first)).not.toHaveProperty('attachedTo');
  });

  test('a transformation told in parts ends its inputs and begins its outputs', async () => {
    const [input = '', output = ''] = await world.units.packs(2);
    const part = { ...base, type: 'TransformationEvent' as const, transformationID: 'urn:example:t1' };
    await world.capture(
      { ...part, eventTime: minute(1), inputEPCList: [input] },
      { ...part, eventTime: minute(2), outputEPCList: [output] },
    );
    expect(await body(input)).toMatchObject({ exists: 'decommissioned', madeInto: [canonicalEpc(output)] });
    expect(await body(output)).toMatchObject({ exists: 'commissioned', madeFrom: [canonicalEpc(input)] });
  });

  test('a document is linked until it is unlinked, even for all at once', async () => {
    const { first } = await pallet();
    const order = { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000011:PO-1' };
    const link = { ...base, type: 'TransactionEvent' as const, bizTransactionList: [order] };
    await world.capture({ ...link, eventTime: minute(3), action: 'ADD', epcList: [first] });
    expect(await body(first)).toMatchObject({ transactions: [order] });
    await world.capture({ ...link, eventTime: minute(4), action: 'DELETE' });
    expect(await body(first)).not.toHaveProperty('transactions');
  });
});
