/** How a partner answers of late. Times are milliseconds since 1970. */
export interface PartnerHealth {
  /** Exchanges in a row that came to nothing. */
  readonly failures: number;
  /** When the first of them was, and what the last of them came to. */
  readonly since?: number | undefined;
  readonly why?: string | undefined;
  /** Since when it is spared, and until when nothing is sent to it; from then on one at a time is let through, until one is answered. */
  readonly spared?: { readonly from: number; readonly until: number; readonly ms: number } | undefined;
}

/** What an exchange with a partner says about it: a document that it refused was answered. */
export type Heard = 'well' | { readonly failed: string; readonly rest?: number | undefined };

/** well: everything goes · failing: the last exchanges failed, everything goes · spared: nothing goes · trying: one at a time goes. */
export type HealthState = 'well' | 'failing' | 'spared' | 'trying';

/** Failures in a row until a partner is spared. */
export const SPARE_AFTER = 5;
const SHORTEST_MS = 30_000;
const LONGEST_MS = 15 * 60_000;
/** A partner may ask to be left alone (`Retry-After`), and for no longer. */
const LONGEST_REST_MS = 6 * 3_600_000;
/** The first of those that wait comes when the partner is to be tried, and a little later than that; milliseconds. */
const SOON_MS = 5_000;
/** All others are called when it answers. When nobody calls they come by themselves, milliseconds from and to. */
const BY_ITSELF_MS = [4 * 3_600_000, 8 * 3_600_000] as const;

export const wellHealth: PartnerHealth = { failures: 0 };

export function healthState({ failures, spared }: PartnerHealth, now: number): HealthState {
  if (spared !== undefined) return now < spared.until ? 'spared' : 'trying';
  return failures === 0 ? 'well' : 'failing';
}

/** Deliveries that may be in hand at once. @param most while it is well */
export function inHandAtMost(health: PartnerHealth, now: number, most: number): number {
  const state = healthState(health, now);
  return state === 'spared' ? 0 : state === 'trying' ? 1 : most;
}

/**
 * How a partner stands after an exchange. One that was answered ends the sparing, whenever it was begun. One that failed while the partner is spared was begun before:
 * it makes nothing longer. A partner that asks to be left alone is, at once.
 *
 * @param jitter from 0 to 1, fresh for every call
 */
export function afterExchange(health: PartnerHealth, heard: Heard, now: number, jitter: number): PartnerHealth {
  if (heard === 'well') return wellHealth;
  const failures = health.failures + 1;
  const failing = { ...health, failures, since: health.since ?? now, why: heard.failed };
  const rest = Math.min((heard.rest ?? 0) * 1000, LONGEST_REST_MS);
  const { spared } = health;
  if (spared === undefined) {
    const ms = failures >= SPARE_AFTER ? SHORTEST_MS : 0;
    if (ms === 0 && rest === 0) return failing;
    return { ...failing, spared: { from: now, until: now + Math.max(rest, spread(ms, jitter)), ms } };
  }
  if (now < spared.until) return { ...failing, spared: { ...spared, until: Math.max(spared.until, now + rest) } };
  const ms = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, spared.ms * 2));
  return { ...failing, spared: { ...spared, until: now + Math.max(rest, spread(ms, jitter)), ms } };
}

/** Half of it is left to chance: partners that failed together are not tried together. */
const spread = (ms: number, jitter: number) => ms / 2 + (ms / 2) * jitter;

/** When a delivery to a spared partner comes again, unless it is called earlier: one of them tries it, so that many cost no more than one. @param jitter from 0 to 1 */
export function lookAgainAt({ spared }: PartnerHealth, isFirst: boolean, now: number, jitter: number): number {
  if (isFirst) return Math.max(spared?.until ?? now, now) + SOON_MS * jitter;
  const [from, to] = BY_ITSELF_MS;
  return now + from + (to - from) * jitter;
}
