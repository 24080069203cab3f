import { instantOf, isTime } from '../time.ts';

const date = /^\d{4}-\d\d-\d\d$/;

/**
 * Milliseconds since 1970 of a time with a zone, or of a day's midnight in UTC: expiry dates have no time of day. Undefined for any other text.
 */
export function leafInstant(text: string): number | undefined {
  if (isTime(text)) return instantOf(text);
  const midnight = `${text}T00:00:00Z`;
  return date.test(text) && isTime(midnight) ? instantOf(midnight) : undefined;
}
