import { eventId } from '#shared/epcis/event-id.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import type { House, World } from '../kit/delivery-world.ts';

export const PER_CASE = 40;
export const CASES_PER_PALLET = 25;

/** A lot in cases and on pallets. */
export interface PackedLot {
  readonly cases: readonly string[];
  readonly pallets: readonly string[];
}

/** Stores what a line tells of 300 packs a minute: each case by its packs, itself and its packing, and the pallet that they stand on, a message for every pallet. */
export async function packLot({ needs }: World, { tenant, lot, place, packs, boxes }: House): Promise<PackedLot> {
  const start = needs.now().getTime() - 80 * 3_600_000;
  const count = Math.ceil(packs.length / PER_CASE);
  const cases = boxes.slice(0, count);
  const pallets = boxes.slice(count, count + Math.ceil(count / CASES_PER_PALLET));
  for (const [n, pallet] of pallets.entries()) {
    const first = n * CASES_PER_PALLET;
    const own = cases.slice(first, first + CASES_PER_PALLET);
    const timeOf = (i: number) => new Date(start + i * 8_000).toISOString();
    const packed = own.flatMap((parent, i) => {
      const at = timeOf(first + i);
      const children = packs.slice((first + i) * PER_CASE, (first + i + 1) * PER_CASE);
      return [
        commissionEvent({ epcs: children, lot, expiry: '2028-12-31', at, ...place }),
        commissionEvent({ epcs: [parent], at, ...place }),
        packEvent({ parent, children, at, ...place }),
      ];
    });
    const at = timeOf(first + own.length);
    const events = [
      ...packed,
      commissionEvent({ epcs: [pallet], at, ...place }),
      packEvent({ parent: pallet, children: own, at, ...place }),
    ];
    const filed = { recordTime: needs.now().toISOString(), captureId: `pallet-${n}` };
    const toStore = events.map((event, position) => ({ eventId: eventId(event), ...filed, position, event }));
    await needs.ledger.append(tenant, toStore, { together: true });
  }
  return { cases, pallets };
}
