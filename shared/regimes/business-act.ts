import type { PackChange } from './pack-change.ts';
import type { ReportedLot, ReportedProduct } from './reported.ts';

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

/** What happened in the business that a regulator may have to be told. */
export type BusinessAct = Release | Change | Undo | LotRecall | Withdrawal;
