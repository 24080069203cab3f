/**
 * Stamps for a batch's events that only ever rise, by a millisecond at least: what happened later must not look earlier
 * when the computer's clock is set back. The stamps run ahead of the clock until it has caught up.
 */
export class EventClock {
  readonly #now: () => number;
  #last: number;

  /** @param last the latest stamp that was ever given, in milliseconds since 1970 */
  constructor(now: () => number, last: number) {
    this.#now = now;
    this.#last = last;
  }

  /** The next stamp as EPCIS wants it: UTC, and beside it the offset of where it happened, the site's own when nothing else is told (EPCIS 2.0 §7.4.1). */
  stamp(told?: string): { at: string; offset: string } {
    this.#last = Math.max(this.#now(), this.#last + 1);
    const date = new Date(this.#last);
    return { at: date.toISOString(), offset: told ?? offsetAt(date) };
  }
}

/** The offset of this machine's own time from UTC at a moment, such as +02:00. */
export const offsetAt = (moment: Date): string => offsetOf(-moment.getTimezoneOffset());

/** Minutes east of UTC as `+hh:mm`. */
export function offsetOf(minutes: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${part(Math.floor(size / 60))}:${part(size % 60)}`;
}
