import type { ReportData } from '../regime.ts';
import type { NestedThing } from '../reported.ts';

/** A pack as a list names it. */
export interface ListedPack {
  /** 14 digits. */
  readonly gtin: string;
  readonly serial: string;
  readonly lot: string;
  /** `YYYY-MM-DD` */
  readonly expiry: string;
}

/** The packs that a report is about: of a lot by their serials, of a movement all that is in what moved. Empty texts stand for what is not known. */
export function packsOf({ product, lot, serials, movement }: Omit<ReportData, 'requestId'>): ListedPack[] {
  if (movement !== undefined) return movement.things.flatMap(({ nested }) => (nested ? packsIn(nested) : []));
  const { gtin } = product;
  return serials.map((serial) => ({ gtin, serial, lot: lot?.lot ?? '', expiry: lot?.expiry ?? '' }));
}

/** The packs in a thing, or the pack that it is. */
export function packsIn({ code, lot = '', expiry = '', children }: NestedThing): ListedPack[] {
  if (children.length > 0) return children.flatMap(packsIn);
  return code.gtin === undefined ? [] : [{ gtin: code.gtin, serial: code.serial, lot, expiry }];
}

/** True for a movement that brings goods back (CBV 2.0 §7.3: a return authorisation is named). */
export const isReturn = ({ movement }: Pick<ReportData, 'movement'>): boolean =>
  movement?.documents.some(({ type }) => type === 'rma') === true;

/** What a holder abroad puts onto the market comes in by an import, wherever its lot is said to be packed. */
export const isForeign = ({ holder }: Pick<ReportData, 'holder'>, home: string): boolean =>
  holder.address !== undefined && holder.address.country !== home;
