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
}
