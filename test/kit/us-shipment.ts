import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { UsMasterData } from '#shared/regimes/us/master-data.ts';
import { toldEvents } from '#shared/regimes/us/told-events.ts';
import type { UsShipment } from '#shared/regimes/us/write-shipment.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { caseUnit, commissioned, packed, pallet, shipped, unit } from './credible-events.ts';
import { thingsInside } from './things-inside.ts';

/** A shipment to the United States: what it needs is known, and its document has no findings. A test changes what it is about. */

const at = (minute: number) => `2026-03-01T08:${String(minute).padStart(2, '0')}:00Z`;

/** Two cases of two units each on a pallet, told as a line tells them. */
export const usEvents: readonly EpcisEvent[] = [
  commissioned({ eventTime: at(1), epcList: [unit(1), unit(2), unit(3), unit(4)] }),
  commissioned({ eventTime: at(2), epcList: [caseUnit(1), caseUnit(2)] }),
  (({ ilmd: _, ...bare }) => bare)(commissioned({ eventTime: at(3), epcList: [pallet] })),
  packed({ eventTime: at(4), parentID: caseUnit(1), childEPCs: [unit(1), unit(2)] }),
  packed({ eventTime: at(5), parentID: caseUnit(2), childEPCs: [unit(3), unit(4)] }),
  packed({ eventTime: at(6), parentID: pallet, childEPCs: [caseUnit(1), caseUnit(2)] }),
  shipped(),
];

export const asStored = (events: readonly EpcisEvent[]): StoredEvent[] =>
  events.map((event, position) => ({
    eventId: `urn:uuid:${position}`,
    recordTime: '2026-03-02T10:00:05.000Z',
    captureId: 'c1',
    position,
    event,
  }));

const address = { street: '1 Example Way', city: 'Springfield', state: 'MA', postalCode: '01101', country: 'US' };

export const usMasterData = (change: Partial<UsMasterData> = {}): UsMasterData => ({
  products: [
    {
      companyPrefix: '0399999',
      name: 'Exampline',
      commonName: 'Examplinum',
      form: 'TABLET',
      strength: '10 mg',
      packType: 'Bottle',
      packSize: 30,
      markets: ['US'],
      nationalNumbers: [{ type: 'ndc', value: '99999-1234-5' }],
      packaging: [
        { level: 'item', gtin: '00399999123457' },
        { level: 'case', gtin: '30399999123458', contains: '00399999123457', quantity: 2 },
      ],
      gtin: '00399999123457',
      version: 1,
    },
  ],
  maker: 'Example Pharma',
  places: new Map([
    ['9521234000013', { name: 'Example Plant', address }],
    ['9521234000020', { name: 'Example Wholesale', address }],
  ]),
  received: new Map(),
  ...change,
});

/** What the document is written from: of these events as they are stored. */
export const aUsShipment = (stored = asStored(usEvents), change: Partial<UsShipment> = {}): UsShipment => ({
  release: 'r1.3',
  events: toldEvents(stored, thingsInside(stored), ['0399999', '9521234']),
  recordedAt: '2026-03-02T10:00:05.000Z',
  instance: 'd1',
  masterData: usMasterData(),
  ...change,
});
