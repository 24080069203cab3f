import { part, type XmlPart } from '../eu/nmvs/xml-part.ts';

/** So many packs of a lot, none of them named. */
export interface BatchLine {
  readonly gtin: string;
  readonly lot: string;
  /** `YYYY-MM-DD` */
  readonly expiry: string;
  readonly quantity: number;
}

/** The service of whole lots beside one of packs [H]: DispatchBatchService, DispatchCancelBatchService. */
export const batchServiceOf = (service: string): string => service.replace(/Service$/, 'BatchService');

/** What a batch service takes where the others take packs. We know the packs in everything that moves, and name them: nothing of ours is told by quantity. */
export const batchList = (lines: readonly BatchLine[]): XmlPart =>
  part(
    'PRODUCTLIST',
    lines.map(({ gtin, lot, expiry, quantity }) =>
      part('PRODUCT', [part('GTIN', gtin), part('BN', lot), part('XD', expiry), part('QUANTITY', String(quantity))]),
    ),
  );
