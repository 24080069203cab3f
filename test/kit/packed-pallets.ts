import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import type { unitMaker } from './unit-maker.ts';

export interface Sizes {
  readonly pallets: number;
  readonly casesPerPallet: number;
  readonly unitsPerCase: number;
}

/** One document of a line or a warehouse, by what it tells. */
export interface Told {
  readonly kind: 'case' | 'pallet' | 'shipping';
  readonly events: readonly EpcisEvent[];
}

const start = Date.UTC(2026, 2, 1, 6);
/** 300 packs a minute. */
const MS_A_UNIT = 200;

const place = {
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:9521321.00001.LINE1',
  bizLocation: 'urn:epc:id:sgln:9521321.00001.0',
};

/** What a line and its warehouse tell of pallets of packs: documents as the edge agent makes them, in order. */
export async function* packedPallets(
  units: Awaited<ReturnType<typeof unitMaker>>,
  { pallets, casesPerPallet, unitsPerCase }: Sizes,
): AsyncGenerator<Told> {
  let ms = start;
  const stamp = () => ({ at: new Date(ms++).toISOString(), ...place });
  for (let pallet = 0; pallet < pallets; pallet++) {
    const packs = await units.packs(casesPerPallet * unitsPerCase);
    const [sscc = '', ...boxes] = await units.logisticUnits(1 + casesPerPallet);
    for (const [i, box] of boxes.entries()) {
      const children = packs.slice(i * unitsPerCase, (i + 1) * unitsPerCase);
      ms += unitsPerCase * MS_A_UNIT;
      yield {
        kind: 'case',
        events: [
          commissionEvent({ epcs: children, lot: `LOT${Math.floor(pallet / 10)}`, expiry: '2028-12-31', ...stamp() }),
          commissionEvent({ epcs: [box], ...stamp() }),
          packEvent({ parent: box, children, ...stamp() }),
        ],
      };
    }
    yield {
      kind: 'pallet',
      events: [commissionEvent({ epcs: [sscc], ...stamp() }), packEvent({ parent: sscc, children: boxes, ...stamp() })],
    };
    yield { kind: 'shipping', events: [shipment(sscc, stamp())] };
  }
}

const shipment = (sscc: string, { at, offset, readPoint }: { at: string; offset: string; readPoint: string }) =>
  shipEvent({
    epcs: [sscc],
    at,
    offset,
    readPoint,
    from: 'urn:epc:id:pgln:9521321.00001',
    to: 'urn:epc:id:pgln:9521999.00001',
    despatchAdvice: `urn:epcglobal:cbv:bt:9521321000017:DA-${sscc.slice(-8)}`,
  });
