import { type Refusal, refuse } from '../refusal.ts';

/** How often something may be called: `calls` in any window of `seconds`, `burst` of them at once. */
export interface Limit {
  readonly calls: number;
  /** May be a fraction. */
  readonly seconds: number;
  /** From 1 to `calls`. What may come at once is taken from the pace: a burst of all calls leaves one call a window after it. */
  readonly burst: number;
}

/**
 * Milliseconds from call to call in the long run, so that with the burst no window has more calls than the limit: of `calls` in a window `burst - 1` may
 * come early, and the others keep their distance.
 */
export const paceOf = ({ calls, seconds, burst }: Limit): number => Math.ceil((seconds * 1000) / (calls - burst + 1));

const rule = 'calls/seconds or calls/seconds/burst, as 50/60/10';

/**
 * Reads limits that an installation sets in place of the usual ones: `<system>/<call>=<calls>/<seconds>[/<burst>]`, separated by commas. A burst that is not
 * given is 1: the calls keep their distance.
 *
 * @returns by `<system>/<call>`; a refusal when one cannot be read
 */
export function readLimits(text: string): Readonly<Record<string, Limit>> | Refusal {
  const limits: Record<string, Limit> = {};
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const found = /^([a-z0-9-]+\/[a-z0-9-]+)=(\d+)\/(\d+(?:\.\d+)?)(?:\/(\d+))?$/.exec(part);
    const [, name = '', calls, seconds, burst = 1] = found ?? [];
    const limit = { calls: Number(calls), seconds: Number(seconds), burst: Number(burst) };
    const sane = limit.calls >= 1 && limit.seconds > 0 && limit.burst >= 1 && limit.burst <= limit.calls;
    if (found === null || !sane) return refuse('malformed', `${part} is no limit`, { at: part, rule, remedy: rule });
    limits[name] = limit;
  }
  return limits;
}
