import type { ReportedCode } from './reported.ts';

/** A fact that a person gives with a statement. */
export interface StatedFact {
  /** As the report is given it (`Report.wants`). */
  readonly name: string;
  /** What to ask a person for. */
  readonly title: string;
  /** Completes "is not". */
  readonly says: string;
  holds(text: string): boolean;
  readonly optional?: true;
}

/** An end of what is told: a place of the tenant's own, one of a partner, or either. */
export interface StatedSide {
  readonly who: 'own' | 'partner' | 'anyone';
  readonly title: string;
  /** Where it is not named, the tenant itself stands there. */
  readonly optional?: true;
}

/** Something that no event tells, and that a person may have a regulator told by hand (0027). */
export interface Statement {
  /** How it is asked for; the same for one market and for good. */
  readonly name: string;
  /** What it tells, for people. */
  readonly title: string;
  /** The report that tells it. */
  readonly report: string;
  /**
   * What it is about. things: packs and packages · document: a report that the regulator has · codes: two, the first of which is no more and has the second in its
   * place.
   */
  readonly of: 'things' | 'document' | 'codes';
  /** How many things one report names. */
  readonly most?: number;
  /** Of a document: the reports that it may be about, by their names. */
  readonly documents?: readonly string[];
  readonly facts: readonly StatedFact[];
  /** Which of its optional facts have to be given of such things. */
  wantsFor?(codes: readonly ReportedCode[]): readonly string[];
  readonly from?: StatedSide;
  readonly to?: StatedSide;
}
