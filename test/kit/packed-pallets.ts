import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { bytesOf } from '../../edge-agent/outbox/message-document.ts';
import { type Gathered, toSeal } from '../../edge-agent/outbox/to-seal.ts';
import type { unitMaker } from './unit-maker.ts';

export interface Sizes {
  readonly pallets: number;
  readonly casesPerPallet: number;
  readonly unitsPerCase: number;
}

/** What a line or a warehouse tells at once. */
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

/** What a line and its warehouse tell of pallets of packs, in order: the events of a container are those the edge agent makes. */
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

/** How long an agent gathers that is not told otherwise (`edge-agent/config.ts`). */
const GATHER_MS = 30_000;

/**
 * The messages these become: a line's agent gathers cases by its own rule and seals what it has when a pallet is full; a shipment is told by the
 * warehouse as it goes.
 */
export function* messagesOf(told: readonly Told[]): Generator<readonly EpcisEvent[]> {
  const waiting: (Gathered & { readonly told: readonly EpcisEvent[] })[] = [];
  function* sealed(now: number, gatherMs: number) {
    for (let count = toSeal(waiting, now, gatherMs); count > 0; count = toSeal(waiting, now, gatherMs))
      yield waiting.splice(0, count).flatMap((one) => one.told);
  }
  let now = start;
  for (const { kind, events } of told) {
    now = Date.parse(events.at(-1)?.eventTime ?? '');
    yield* sealed(now, GATHER_MS);
    if (kind === 'shipping') yield events;
    else waiting.push({ owner: '', batch: 0, events: events.length, bytes: bytesOf(events), since: now, told: events });
    yield* sealed(now, kind === 'case' ? Number.POSITIVE_INFINITY : 0);
  }
  yield* sealed(now, 0);
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
