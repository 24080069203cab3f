import type { Service, Version } from './operations.ts';

/** Who asks, as the NMVS knows it. `clientLoginId` stands for the location that undo rules speak of. */
export interface Caller {
  readonly clientLoginId: string;
  readonly userId: string;
  readonly password: string;
  readonly subUserId?: string;
}

/** What every request but a ping tells beside its matter. */
export interface Head {
  readonly version: Version;
  readonly caller: Caller;
  readonly software: { readonly supplier: string; readonly name: string; readonly version: string };
  /** At most 32 characters. */
  readonly clientTrxId: string;
  /** ISO 639-2, `eng`. */
  readonly language: string;
}

/** A product as it stands on the pack. */
export interface PackProduct {
  readonly scheme: 'GTIN' | 'PPN';
  /** 14 digits, or 12 of a PPN. */
  readonly code: string;
  /** National health reimbursement number. */
  readonly nhrn?: string;
  /** `expiry` is YYMMDD, day 00 for the end of the month. */
  readonly batch: { readonly id: string; readonly expiry: string };
}

/** One operation of a mixed bulk. */
export interface MixedItem {
  readonly operation: string;
  readonly clientTrxId: string;
  readonly product: PackProduct;
  readonly serial: string;
}

/** `undoes`: the ClientTrxId of what is reversed. */
export type NmvsRequest =
  | {
      readonly kind: 'single';
      readonly operation: string;
      readonly product: PackProduct;
      readonly serial: string;
      readonly undoes?: string;
    }
  | {
      readonly kind: 'bulk';
      readonly operation: string;
      readonly product: PackProduct;
      readonly serials: readonly string[];
      readonly undoes?: string;
    }
  | { readonly kind: 'bulk-result' | 'mixed-result'; readonly nmvsTrxId: string }
  | { readonly kind: 'mixed'; readonly items: readonly MixedItem[] }
  | { readonly kind: 'password'; readonly newPassword: string }
  | { readonly kind: 'ping'; readonly service: Service; readonly input: string };
