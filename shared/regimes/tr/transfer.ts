/** Packs of one lot in a carrier. Days are `YYYY-MM-DD`. */
export interface TransferProducts {
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string;
  readonly made?: string;
  readonly order?: string;
  readonly serials: readonly string[];
}

/** P pallet, C case, S shrink, B bundle, E what is in them [H for the letters, R for their words]. */
export const carrierTypes = ['P', 'C', 'S', 'B', 'E'] as const;
export type CarrierType = (typeof carrierTypes)[number];

export interface Carrier {
  /** 20 characters: `00` and an SSCC. */
  readonly label: string;
  readonly type: CarrierType;
  readonly carriers: readonly Carrier[];
  readonly products: readonly TransferProducts[];
}

/** A package of PTS: what is in what on its way from one to another. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly document: string;
  /** `YYYY-MM-DD` */
  readonly documentDate: string;
  readonly carriers: readonly Carrier[];
  /** Packs that are in no carrier. */
  readonly products: readonly TransferProducts[];
}
