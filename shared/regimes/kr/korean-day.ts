const DAY_MS = 86_400_000;
/** Korea Standard Time, without a summer time. */
const AHEAD_MS = 9 * 3_600_000;
const SATURDAY = 6;

/** The day in Korea, `YYYY-MM-DD`. @param at ISO 8601 */
export const koreanDay = (at: string): string => new Date(Date.parse(at) + AHEAD_MS).toISOString().slice(0, 10);

/**
 * When a report must be in: by the end of the day after the shipment, in Korea; what falls on Saturday or Sunday, by the end of Monday [M: HIRA's answers of October
 * 2018, as the trade press has them]. Public holidays move it further there, and not here.
 *
 * @param at ISO 8601
 */
export function reportedBy(at: string): string {
  const next = Date.parse(`${koreanDay(at)}T00:00:00Z`) + DAY_MS;
  const weekday = new Date(next).getUTCDay();
  const later = { [SATURDAY]: 2, 0: 1 }[weekday] ?? 0;
  return new Date(next + (later + 1) * DAY_MS - AHEAD_MS - 1_000).toISOString();
}
