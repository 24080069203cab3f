import type { Scan } from '../device.ts';

export interface Windows {
  /** For how long, in milliseconds, the same text at the same step of the screen is the same scan. */
  readonly sameStep: number;
  /** For how long it still is after the screen went on: longer than a scanner bounces, shorter than a person takes to scan again. */
  readonly nextStep: number;
}

/**
 * Makes a filter that lets a scan through once: scanners send twice, and a held trigger many times. A repetition lengthens the
 * window. It lives by the scans' own times and has no clock.
 *
 * @returns whether a scan, made at this step of the screen, is a new one
 */
export function onceWithin({ sameStep, nextStep }: Windows): (scan: Scan, step: string) => boolean {
  const heard = new Map<string, { step: string; at: number }>();
  const longest = Math.max(sameStep, nextStep);
  return ({ text, at }, step) => {
    for (const [old, last] of heard) if (at - last.at > longest) heard.delete(old);
    const last = heard.get(text);
    const isNew = last === undefined || at - last.at > (last.step === step ? sameStep : nextStep);
    // An echo belongs to the step at which it was first heard, so that it cannot grow into a scan of the next one.
    heard.set(text, { step: isNew ? step : last.step, at });
    return isNew;
  };
}
