import { describe, expect, test } from 'vitest';
import { ownCnpj, partnerCnpj, place, sncmData, sncmReport, sncmShipment } from '../../../../test/kit/sncm.ts';
import type { Movement, Release } from '../../business-act.ts';
import { accept } from './accept.ts';
import { dueReports, PACKS_PER_EVENT } from './due-reports.ts';
import { readEventsIn } from './read-events-in.ts';
import { writeMessage } from './write-message.ts';

const { product, lot = { lot: '', expiry: '' }, at } = sncmData();
const release: Release = { kind: 'release', product, lot, at, units: PACKS_PER_EVENT + 1 };
const shipment: Movement = {
  ...{ kind: 'shipment', markets: ['BR'], at, eventId: 'ni:1', units: 21 },
  from: place('9521234000014', ownCnpj),
  to: place('9521999000013', partnerCnpj),
};

describe('what was due while the duty stood', () => {
  test('is an activation of the packs of a lot, and says that they were made abroad', () => {
    expect(dueReports(release).map(({ name, units }) => [name, units?.count])).toEqual([
      ['activ', PACKS_PER_EVENT],
      ['activ', 1],
    ]);
    const [abroad = sncmReport('')] = dueReports({ ...release, packedIn: 'IN' });
    expect(readEventsIn(writeMessage(abroad, sncmData()).body ?? '')).toMatchObject({ events: [{ isImport: true }] });
  });

  test('is a shipment, a receipt, and a transfer to an establishment of another number alone', () => {
    expect(dueReports(shipment).map(({ name }) => name)).toEqual(['shpt', 'shpt']);
    expect(dueReports({ ...shipment, kind: 'receipt', units: 1 }).map(({ name }) => name)).toEqual(['rec']);
    expect(dueReports({ ...shipment, kind: 'transfer', units: 1 }).map(({ name }) => name)).toEqual(['shpt']);
    expect(dueReports({ ...shipment, kind: 'transfer', to: shipment.from })).toEqual([]);
  });

  test('is taken back by a revocation, in the same slices', () => {
    const back = dueReports({ ...shipment, undo: true, changedAt: at });
    expect(back.map(({ name, undo, units }) => [name, undo, units])).toEqual(
      dueReports(shipment).map(({ units }) => ['evtRvctn', true, units]),
    );
  });

  test('waits for a reason where packs ended and nobody said why', () => {
    const ended = dueReports({
      ...{ kind: 'change', change: 'ended', product, lot, at, eventId: 'ni:1', units: 1, lotUnits: 1 },
    });
    expect(ended).toMatchObject([{ name: 'final', wants: ['reason'], held: expect.stringContaining('reason') }]);
  });
});

describe('what cannot be told is refused before', () => {
  const many = [{ gtin: product.gtin, lot: 'L', expiry: '2028-01-31', packs: 80_001 }];
  test.each<[string, Parameters<typeof accept>, string]>([
    [
      'no CNPJ of the holder',
      [sncmData({ holder: { tenant: 'a', name: 'A', gln: '9521234000014' } })],
      '/holder/registrations/cnpj',
    ],
    [
      'a CNPJ with letters, which are younger than the messages',
      [
        sncmData({
          holder: { tenant: 'a', name: 'A', gln: '9521234000014', registrations: { cnpj: '12ABC34501DE35' } },
        }),
      ],
      '/holder/registrations/cnpj',
    ],
    ['a lot with a blank', [sncmData({ lot: { lot: 'A 1', expiry: '2023-10-31' } })], '/lot/lot'],
    ['a product of other markets', [sncmData({ product: { ...product, markets: ['US'] } })], '/product/markets'],
    [
      'a partner without a CNPJ',
      [{ ...sncmShipment(), movement: { ...moved(), to: { gln: '9521999000013', name: 'P' } } }, sncmReport('shpt')],
      '/movement/to',
    ],
    [
      'a case whose packs nobody lists',
      [
        { ...sncmShipment(), movement: { ...moved(), things: [{ code: { sscc: '1' }, inside: [] }] } },
        sncmReport('shpt'),
      ],
      '/movement/things/0',
    ],
    [
      'more packs than one event should have',
      [
        { ...sncmShipment(), movement: { ...moved(), things: [{ code: { sscc: '1' }, inside: many }] } },
        sncmReport('shpt'),
      ],
      '/movement/things',
    ],
    ['packs that ended for no reason', [sncmData(), sncmReport('final', { change: 'ended' })], '/facts/reason'],
    [
      'a reason that is none',
      [sncmData({ facts: { reason: 'lost' } }), sncmReport('final', { change: 'ended' })],
      '/facts/reason',
    ],
    [
      'an event that SNCM has no name for',
      [sncmData({ takesBack: ['RCPT1 -'] }), sncmReport('evtRvctn')],
      '/takesBack/0',
    ],
    [
      'an event that told of more than what did not happen',
      [sncmData({ takesBack: ['RCPT1 - EVT1'], takesBackPart: true }), sncmReport('evtRvctn')],
      '/takesBack',
    ],
    ['nothing to take back', [sncmData(), sncmReport('evtRvctn')], '/takesBack'],
  ])('%s', (_, [data, report], at_) =>
    expect(accept(data, report)).toMatchObject({ at: at_, rule: expect.stringMatching(/SNCM|Seriate/) }),
  );

  test('what can be told is not', () => {
    expect(accept(sncmData(), sncmReport('activ'))).toBeUndefined();
    expect(accept(sncmShipment(), sncmReport('shpt'))).toBeUndefined();
    expect(accept(sncmData({ facts: { reason: 'damage' } }), sncmReport('final', { change: 'ended' }))).toBeUndefined();
  });
});

function moved() {
  const { movement } = sncmShipment();
  if (movement === undefined) throw new Error('there is no movement');
  return movement;
}
