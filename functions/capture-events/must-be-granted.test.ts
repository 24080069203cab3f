import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ledger } from '#common/store/ledger.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import type { GrantScope } from '#shared/access/grant.ts';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { documentOf, here, minute, stored } from '../../test/kit/events.ts';
import { openCipher } from '../../test/kit/unit-maker.ts';
import { mustBeGranted } from './must-be-granted.ts';

const line = { tenant: 'packright', site: 'rotterdam', line: 'line-1' };
const gtin = '09521321543218';

let engine: Dynoxide;
let owner: string;
let count = 0;
let captures = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  owner = `acme-${count++}`;
});
const pools = () => serialPools(engine.db, tables.serials);
const captured = (...events: EpcisEvent[]) =>
  ledger(engine.db, tables.ledger, pools(), openCipher).append(owner, stored(events, `before-${captures++}`));

/** A line's message with one commissioning of a pack of `gtin` in a lot. */
const said = (lot: string, epc = 'urn:epc:id:sgtin:9521321.054321.1') => ({
  kind: 'epcis' as const,
  sequence: 1,
  owner,
  document: {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T10:00:00Z',
    epcisBody: {
      eventList: [
        {
          type: 'ObjectEvent',
          action: 'ADD',
          bizStep: 'commissioning',
          eventTime: '2026-03-01T10:00:00Z',
          eventTimeZoneOffset: '+01:00',
          epcList: [epc],
          ilmd: { 'cbvmda:lotNumber': lot },
        },
      ],
    },
  },
});
const judge = (
  granted: boolean | GrantScope,
  message: Parameters<typeof mustBeGranted>[2] = said('A1'),
  most?: number,
) => {
  const events = unitEvents(engine.db, tables.ledger, pools(), openCipher, most);
  return mustBeGranted({ granted: async () => granted, unitEvents: events }, line, message);
};
const refused = { refusal: { refused: 'not-permitted' } };

test('a line reports what its grant reaches', async () => {
  for (const granted of [true, { gtins: [gtin] }, { gtins: [gtin], lots: ['A1'] }, { sites: ['rotterdam'] }])
    await expect(judge(granted)).resolves.toBeUndefined();
});

test('and nothing else', async () => {
  for (const granted of [
    false,
    { gtins: ['09521321543225'] },
    { gtins: [gtin], lots: ['B2'] },
    { sites: ['leiden'] },
    { pools: ['packs'] },
  ])
    await expect(judge(granted)).rejects.toMatchObject(refused);
});

test('its own tenant asks nobody', async () => {
  await expect(judge(false, { ...said('A1'), owner: 'packright' })).resolves.toBeUndefined();
});

describe('under a grant for one lot of one product, an event', () => {
  const within = { gtins: [gtin], lots: ['A1'] };
  const epc = (serial: number) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
  const foreign = 'urn:epc:id:sgtin:9521321.054399.1';
  const [box, pallet] = ['urn:epc:id:sscc:9521321.0000000001', 'urn:epc:id:sscc:9521321.0000000002'];
  const made = (serial: number, lot?: string, at = serial) =>
    commissionEvent({ epcs: [epc(serial)], at: minute(at), ...here, ...(lot !== undefined && { lot }) });
  const container = (sscc: string, at = 20) => commissionEvent({ epcs: [sscc], at: minute(at), ...here });
  const packed = (parent: string, children: string[], at = 21) =>
    packEvent({ parent, children, at: minute(at), ...here });
  const seen = (epcList: string[], quantityList: ObjectEvent['quantityList'] = []): ObjectEvent => ({
    type: 'ObjectEvent',
    eventTime: minute(30),
    eventTimeZoneOffset: '+01:00',
    action: 'OBSERVE',
    bizStep: 'shipping',
    ...(epcList.length > 0 && { epcList }),
    ...(quantityList.length > 0 && { quantityList }),
  });
  const counted = (epcClass: string) => seen([], [{ epcClass, quantity: 5 }]);
  const told = (...events: EpcisEvent[]) =>
    judge(within, { kind: 'epcis', sequence: 1, owner, document: JSON.parse(documentOf(events)) });

  test('of a unit is judged by the lot that the ledger knows', async () => {
    await captured(made(1, 'A1'), made(2, 'B2'));
    await expect(told(seen([epc(1)]))).resolves.toBeUndefined();
    await expect(told(seen([epc(2)]))).rejects.toMatchObject(refused);
    await expect(told(seen([epc(1), epc(2)]))).rejects.toMatchObject(refused);
    await expect(told(made(2, 'A1', 9))).rejects.toMatchObject(refused);
  });

  test('of a unit whose lot nobody has said is refused, but for the one that says it', async () => {
    await expect(told(seen([epc(3)]))).rejects.toMatchObject(refused);
    await expect(told(made(3))).rejects.toMatchObject(refused);
    await expect(told(made(3, 'A1'), seen([epc(3)]))).resolves.toBeUndefined();
  });

  test('of a container is judged by what is packed into it, in the message or before', async () => {
    await expect(told(container(box))).rejects.toMatchObject(refused);
    const aCase = [made(1, 'A1'), container(box), packed(box, [epc(1)])];
    await expect(told(...aCase)).resolves.toBeUndefined();
    await captured(...aCase);
    await expect(told(container(pallet), packed(pallet, [box], 22))).resolves.toBeUndefined();
    await captured(made(2, 'B2'), packed(pallet, [box, epc(2)], 23));
    await expect(told(seen([pallet]))).rejects.toMatchObject(refused);
    await expect(told(seen([box]))).resolves.toBeUndefined();
  });

  test('of a container that more events name than are read is refused, and says why; a grant for a site asks nothing of it', async () => {
    const tote = [made(1, 'A1'), container(box), packed(box, [epc(1)]), packed(box, [epc(1)], 24)];
    await captured(...tote);
    const message = { kind: 'epcis' as const, sequence: 1, owner, document: JSON.parse(documentOf([seen([box])])) };
    await expect(judge(within, message, 3)).resolves.toBeUndefined();
    await expect(judge(within, message, 2)).rejects.toMatchObject({
      refusal: {
        refused: 'not-permitted',
        detail: expect.stringMatching(/narrowed.*more than 2 events/),
        remedy: expect.stringContaining('packs themselves'),
      },
    });
    await expect(judge({ sites: ['rotterdam'] }, message, 2)).resolves.toBeUndefined();
    await expect(judge({ sites: ['leiden'] }, message, 2)).rejects.toMatchObject(refused);
  });

  test('of units of another product is refused, whatever else it names', async () => {
    await captured(made(1, 'A1'));
    await expect(told(seen([epc(1), foreign]))).rejects.toMatchObject(refused);
  });

  test.each([
    ['urn:epc:class:lgtin:9521321.054321.A1', true],
    ['urn:epc:class:lgtin:9521321.054321.B2', false],
    ['urn:epc:class:lgtin:9521321.054399.A1', false],
    ['urn:epc:idpat:sgtin:9521321.054321.*', false],
  ])('that counts %s is let in: %s', async (epcClass, isLetIn) => {
    if (isLetIn) await expect(told(counted(epcClass))).resolves.toBeUndefined();
    else await expect(told(counted(epcClass))).rejects.toMatchObject(refused);
  });
});
