import type { PackChange } from './pack-change.ts';
import type { ReportedLot, ReportedPlace, ReportedProduct } from './reported.ts';

interface OfLot {
  readonly product: ReportedProduct;
  readonly lot: ReportedLot;
  /** When it happened, ISO 8601. */
  readonly at: string;
}

/** Quality assurance released a lot. `units` of it are told of: those that existed then, or that it got to know of later. */
export interface Release extends OfLot {
  readonly kind: 'release';
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
  /** How many were told of before; none when absent. */
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
  /** How many things the event names: those that nothing else contains. */
  readonly units: number;
  /** How many it was told of before; none when absent. */
  readonly first?: number;
}

/** What happened in the business that a regulator may have to be told. */
export type BusinessAct = Release | Packing | Change | Undo | LotRecall | Withdrawal | Movement;
