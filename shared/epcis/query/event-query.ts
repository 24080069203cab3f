import type { EpcisEvent } from '../event.ts';

/** An event as a repository holds it, which is what a query looks at. */
export interface Queried {
  readonly event: EpcisEvent;
  readonly eventId: string;
  /** ISO 8601 in UTC. */
  readonly recordTime: string;
}

/** The roles of things in events that MATCH parameters look at. */
export type MatchRole = 'epc' | 'child' | 'parent' | 'input' | 'output';

/** A stretch of time, milliseconds since 1970 (fractions allowed): `from` inclusive, `to` exclusive. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

/** Short fields that an event has once, by which an index may know in which hours it occurs. */
export type MarkedField = 'eventType' | 'bizStep' | 'disposition' | 'readPoint' | 'bizLocation';

/** Field and values, one of which an event must have to match. Words bare, identifiers canonical. */
export interface Mark {
  readonly field: MarkedField;
  readonly values: readonly string[];
}

/**
 * What of a query an index can serve. Each hint narrows: an event that does not fit any one of them does not match. Whoever finds events by
 * one of them still has to ask `matches`.
 */
export interface QueryHints {
  readonly eventIds?: readonly string[];
  /** One entry a MATCH parameter: things (canonical, no patterns) in any of the roles. */
  readonly things: readonly {
    readonly parameter: string;
    readonly epcs: readonly string[];
    readonly roles: readonly MatchRole[];
  }[];
  /** One entry a MATCH_…EPCClass parameter: canonical classes. */
  readonly classes: readonly { readonly parameter: string; readonly classes: readonly string[] }[];
  /** One entry an EQ_bizTransaction parameter: canonical identifiers. */
  readonly transactions: readonly { readonly parameter: string; readonly ids: readonly string[] }[];
  readonly transformationIds?: readonly string[];
  readonly marks: readonly Mark[];
  readonly eventTime: TimeRange;
  readonly recordTime: TimeRange;
}

/** What a query orders by: a time, or an extension field in full (`namespace#local`). */
export type OrderKey = 'eventTime' | 'recordTime' | { readonly field: string };

/** A question about master data that has to be answered before events can be judged. */
export type MasterDataNeed =
  /** `ids` (canonical) and all their descendants, by `children`, to any depth. */
  | { readonly need: 'descendants'; readonly parameter: string; readonly ids: readonly string[] }
  /**
   * Ids of all elements of the vocabularies (short names, such as `Location`) that have an attribute of one of the names, or, with `values`, one of
   * the values in the attribute `names[0]`. Names are in full, as `attributeNamed` of vocabulary-fields.ts gives them.
   */
  | {
      readonly need: 'holders';
      readonly parameter: string;
      readonly vocabularies: readonly string[];
      readonly names: readonly string[];
      readonly values?: readonly string[];
    };

/** A SimpleEventQuery, read and checked. */
export interface EventQuery {
  readonly hints: QueryHints;
  readonly order: { readonly by: OrderKey; readonly descending: boolean };
  /** First so many in order. */
  readonly eventCountLimit?: number;
  /** More results than this are refused. */
  readonly maxEventCount?: number;
  readonly needs: readonly MasterDataNeed[];
  /**
   * Judges events. `answers`: canonical ids for each of `needs`, in their order.
   */
  matcher(answers: readonly ReadonlySet<string>[]): (queried: Queried) => boolean;
  /** The value an event is ordered by; undefined when it lacks the field. Numbers for times and numbers, else text. */
  orderValue(queried: Queried): number | string | undefined;
}
