import type { Context, Decimal } from './event.ts';

/** What one parameter of a query asks for. A list holds one text or more. */
export type QueryValue = string | readonly string[] | Decimal | boolean;

/**
 * A question to a repository: the query to run and its parameters, of which nothing is known here but their form
 * (EPCIS 2.0 §8.2.5). Words of CBV are bare, as in events.
 */
export interface QueryMessage {
  readonly queryName: string;
  readonly params: Readonly<Record<string, QueryValue>>;
  /** The prefixes of CURIEs in names and values. Only JSON has them. */
  readonly context?: Context;
}

/** The query that a repository answers with events (EPCIS 2.0 §8.2.7.1). */
export const SIMPLE_EVENT_QUERY = 'SimpleEventQuery';

/** More than any question needs, few enough to hold. */
export const queryLimits = {
  /** UTF-16 code units of the name of a query or parameter; namespaces stand in them. */
  name: 1000,
  params: 1000,
  /** Texts in the list of one parameter. */
  strings: 100_000,
} as const;
