import type { PackChange } from './pack-change.ts';
import type { ReportedLot, ReportedProduct } from './reported.ts';

interface OfLot {
  readonly product: ReportedProduct;
  readonly lot: ReportedLot;
  /** When it happened, ISO 8601. */
  readonly at: string;
}

/** Quality assurance released a lot. `units` were ever commissioned in it. */
export interface Release extends OfLot {
  readonly kind: 'release';
  readonly units: number;
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
  /** Units that were ever commissioned in the lot: they were reported at its release. */
  readonly lotUnits: number;
}

/** A whole lot was recalled. */
export interface LotRecall extends OfLot {
  readonly kind: 'recall';
  readonly recall: string;
  readonly lotUnits: number;
}

/** What happened in the business that a regulator may have to be told. */
export type BusinessAct = Release | Change | LotRecall;
