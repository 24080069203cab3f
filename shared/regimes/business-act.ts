import type { PackChange } from './pack-change.ts';
import type { ReportedLot, ReportedPlace, ReportedProduct } from './reported.ts';

interface OfLot {
  readonly product: ReportedProduct;
  readonly lot: ReportedLot;
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** Where the lot was packed, ISO 3166-1 alpha-2; absent: where the regime applies. */
  readonly packedIn?: string;
}

/** Quality assurance released a lot. `units` of it are told of: those that existed then, or that it got to know of later. */
export interface Release extends OfLot {
  readonly kind: 'release';
  readonly units: number;
  /** How many were told of before; none when absent. */
  readonly first?: number;
}

/** What may have become of packs before their lot was released. */
export const dropoutChanges = ['destroyed', 'sampled', 'stolen', 'ended'] as const satisfies readonly PackChange[];

/** Packs were made and were no more when their lot was released: of `change`, `units` of them. */
export interface Dropout extends OfLot {
  readonly kind: 'dropout';
  readonly change: (typeof dropoutChanges)[number];
  readonly units: number;
  /** How many were told of before; none when absent. */
  readonly first?: number;
}

/** Something became of packs of a released lot; `units` are how many of it. */
export interface Change extends OfLot {
  readonly kind: 'change';
  readonly change: PackChange;
  /** Where they were shipped, ISO 3166-1 alpha-2: an export for regimes that do not apply there. */
  readonly to?: string;
  /** Of the event that tells it. */
  readonly eventId: string;
  readonly units: number;
  /** How many it was told of before; none when absent. */
  readonly first?: number;
  /** Units of the lot that were reported at its release. */
  readonly lotUnits: number;
}

/** What was told of packs did not happen; `at` is when that was said. `change` is what was told, whoever said it. */
export interface Undo extends Omit<Change, 'kind' | 'to'> {
  readonly kind: 'undo';
  /** When what was told should have happened, ISO 8601. */
  readonly changedAt: string;
}

/** A whole lot was recalled. */
export interface LotRecall extends OfLot {
  readonly kind: 'recall';
  readonly recall: string;
  readonly lotUnits: number;
}

/** A product was withdrawn from the market, for good. */
export interface Withdrawal {
  readonly kind: 'withdrawal';
  readonly product: ReportedProduct;
  /** ISO 8601. */
  readonly at: string;
}

/** Packs of a released lot are in containers: `units` of those, from the lowest level to the highest. */
export interface Packing extends OfLot {
  readonly kind: 'packing';
  readonly units: number;
  /** How many of them are of each level, the lowest first; absent: it is not known. */
  readonly levels?: readonly number[];
  /** How many things are directly in the fullest of each level; absent: it is not known. */
  readonly largest?: readonly number[];
  /** How many were told of before; none when absent. */
  readonly first?: number;
}

/** How what a container holds changes: nothing is left in it · something was taken out · something was put into one that held something · into one that held nothing. */
export type Repacked = 'apart' | 'taken-out' | 'put-in' | 'packed';

/** What is in a container changed after its lots were released: one event, of one container. */
export interface Repacking {
  readonly kind: 'repacking';
  readonly how: Repacked;
  /** Canonical. */
  readonly container: string;
  /** Where the products that are inside are sold, ISO 3166-1 alpha-2. */
  readonly markets: readonly string[];
  /** Where it happened, ISO 3166-1 alpha-2, where that is known. */
  readonly country?: string | undefined;
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** Of the event that tells it. */
  readonly eventId: string;
  /** How many things were taken out or put in; 1 where it is the container itself, of which nothing is left. */
  readonly units: number;
  /** How many it was told of before; none when absent. */
  readonly first?: number;
}

/** Goods left for a partner, came from one, or went from one own place to another: one event, of one product or many. */
export interface Movement {
  readonly kind: 'shipment' | 'receipt' | 'transfer';
  /** Where the products that are inside are sold, ISO 3166-1 alpha-2. */
  readonly markets: readonly string[];
  readonly from: ReportedPlace;
  readonly to: ReportedPlace;
  /** When it happened, ISO 8601. */
  readonly at: string;
  /** Of the event that tells it. */
  readonly eventId: string;
  /** What products are inside, in the order of their GTINs of 14 digits; absent: one, or it is not known. */
  readonly gtins?: readonly string[];
  /** Of the products that are inside; absent: they have none, or it is not known which those are. */
  readonly nationalNumbers?: ReportedProduct['nationalNumbers'];
  /** How many things it is told of: of those that the event names the ones that nothing else named contains, with products of the regime in them. */
  readonly units: number;
  /** How many it was told of before; none when absent. */
  readonly first?: number;
  /**
   * True when those things did not move, though it was told. `at` is when that was said; things are counted from 0 among those that are taken back. Whoever
   * plans it has its reports wait for those that they take back.
   */
  readonly undo?: boolean;
  /** Of what is undone, when it should have happened, ISO 8601. */
  readonly changedAt?: string;
}

/** What happened in the business that a regulator may have to be told. */
export type BusinessAct = Release | Dropout | Packing | Repacking | Change | Undo | LotRecall | Withdrawal | Movement;
