import type { Address } from '../master-data/location.ts';
import type { NationalType } from '../master-data/national-numbers.ts';

/** A product as a regulator wants to know it. */
export interface ReportedProduct {
  /** 14 digits. */
  readonly gtin: string;
  readonly name: string;
  readonly commonName: string;
  readonly form: string;
  readonly strength: string;
  readonly packType: string;
  readonly packSize: number;
  readonly version: number;
  /** ISO 3166-1 alpha-2. */
  readonly markets: readonly string[];
  readonly nationalNumbers?: readonly { readonly type: NationalType; readonly value: string }[] | undefined;
}

export interface ReportedLot {
  readonly lot: string;
  /** `YYYY-MM-DD` */
  readonly expiry: string;
}

/** The marketing authorisation holder. */
export interface Holder {
  readonly tenant: string;
  readonly name: string;
  readonly gln: string;
  readonly address?: Address | undefined;
}
