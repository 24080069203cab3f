import type { ReportData } from '#shared/regimes/regime.ts';
import type {
  Holder,
  NestedThing,
  ReportedLot,
  ReportedMovement,
  ReportedPlace,
  ReportedProduct,
} from '#shared/regimes/reported.ts';

const GTIN = '09521234561019';
const usualLot: ReportedLot = { lot: 'LOT1', expiry: '2028-02-29' };

/** A product that is sold where lists of packs are told. */
export const listProduct = (country: string): ReportedProduct => ({
  ...{ gtin: GTIN, name: 'Acmeprazole 20 mg', commonName: 'omeprazole', form: 'capsule', strength: '20 mg' },
  ...{ packType: 'blister', packSize: 28, version: 1, markets: [country] },
});

/** What a report of packs of a lot is written from. */
export const aList = (holder: Holder, product: ReportedProduct, serials: readonly string[]): ReportData => ({
  ...{ requestId: 'request-1', holder, product, lot: usualLot, serials, at: '2026-03-01T10:00:00.000Z' },
  facts: { madeDate: '2026-02-01' },
});

export const packOf = (serial: string, { lot, expiry }: ReportedLot = usualLot): NestedThing => ({
  ...{ code: { gtin: GTIN, serial }, lot, expiry, children: [] },
});

/** A movement of things with everything that is in them. */
export function movementOf(
  ends: Partial<Record<'from' | 'to', Partial<ReportedPlace>>>,
  things: readonly NestedThing[],
): ReportedMovement {
  const place = (end: Partial<ReportedPlace> = {}) => ({ gln: '9521234000013', name: 'Place', ...end });
  return {
    ...{ from: place(ends.from), to: place(ends.to), documents: [] },
    things: things.map((nested) => ({ code: nested.code, inside: [], nested })),
  };
}

/** A movement of packs that are in nothing. */
export const moveOf = (
  ends: Parameters<typeof movementOf>[0],
  serials: readonly string[],
  lot: ReportedLot = usualLot,
): { readonly movement: ReportedMovement } => ({
  movement: movementOf(
    ends,
    serials.map((serial) => packOf(serial, lot)),
  ),
});
