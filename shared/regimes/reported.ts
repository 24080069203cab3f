import type { Address } from '../master-data/location.ts';
import type { NationalType } from '../master-data/national-numbers.ts';
import type { Packaging } from '../master-data/product.ts';

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
  /** What stands in what, from the pack out. */
  readonly packaging?: readonly Packaging[] | undefined;
  readonly nationalNumbers?: readonly { readonly type: NationalType; readonly value: string }[] | undefined;
}

export interface ReportedLot {
  readonly lot: string;
  /** `YYYY-MM-DD` */
  readonly expiry: string;
}

/** What regulators and platforms call a party or a place, by their schemes: `mdlp-subject`, `mdlp-place`, `mpt-place`, `asl-place`, `msfx-ent`, `msfx-ref-ent`, `cnpj`. */
export type Registrations = Readonly<Record<string, string>>;

/** The marketing authorisation holder. */
export interface Holder {
  readonly tenant: string;
  readonly name: string;
  readonly gln: string;
  /** Its own GS1 company prefixes: only with those is a key spelled as an EPC URN. */
  readonly companyPrefixes?: readonly string[] | undefined;
  readonly address?: Address | undefined;
  readonly registrations?: Registrations | undefined;
}

/** A place that goods left or came to. */
export interface ReportedPlace {
  readonly gln: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** The partner whose place it is; absent: the tenant's own. */
  readonly partner?: string | undefined;
  readonly registrations?: Registrations | undefined;
}

/** A pack or a container as its code says: exactly one of the two forms. */
export type ReportedCode =
  | { readonly gtin: string; readonly serial: string; readonly sscc?: undefined }
  | { readonly sscc: string; readonly gtin?: undefined; readonly serial?: undefined };

/** A container and what is directly in it. */
export interface ReportedContainer {
  readonly code: ReportedCode;
  /** 1: packs are in it, 2: containers of packs are, and so on. */
  readonly level: number;
  readonly children: readonly ReportedCode[];
  /** The lots of the product's packs in it, at any depth, where they are known to be several. */
  readonly lots?: readonly string[];
}

/** Packs of one lot inside something, at any depth. */
export interface InsideLot {
  readonly gtin: string;
  readonly lot: string;
  /** `YYYY-MM-DD`, where it is known. */
  readonly expiry?: string | undefined;
  readonly packs: number;
}

/** A thing that a movement names, and what is in it: a pack has its own lot there. */
export interface MovedThing {
  readonly code: ReportedCode;
  readonly inside: readonly InsideLot[];
  /** Packs in it of which nobody told the lot; none when absent. */
  readonly packsOfNoLot?: number;
  /** The thing itself, down to its packs: for regimes that want `contents`. */
  readonly nested?: NestedThing;
}

/** A thing and what is directly in it; of a pack its lot, and the expiry where it is known. */
export interface NestedThing {
  readonly code: ReportedCode;
  readonly lot?: string | undefined;
  /** `YYYY-MM-DD` */
  readonly expiry?: string | undefined;
  readonly children: readonly NestedThing[];
}

/** A business document that a movement names, as its event does (CBV 2.0 §7.3). */
export interface ReportedDocument {
  /** `po`, `desadv`, `inv`, `rma`, … */
  readonly type: string;
  readonly number: string;
}

/** A movement, as it is written of. */
export interface ReportedMovement {
  readonly from: ReportedPlace;
  readonly to: ReportedPlace;
  readonly documents: readonly ReportedDocument[];
  readonly things: readonly MovedThing[];
}
