import type { Fate, Health, Plc, PlcStatus, SequenceRange, Verdict } from './devices/device.ts';

/** How often it is asked whether the driver has given up. */
const RENEW_MS = 2_000;

/**
 * A controller whose driver is opened anew when it has given up: after its counters went back (it was replaced or reset)
 * a driver rightly refuses to match new triggers with old cartons. The line clears its zone before it feeds again, so the
 * new driver begins with no cartons to match. From everything else a driver recovers by itself, and must: only it knows
 * which fates it has yet to tell.
 */
export class RenewedPlc implements Plc {
  readonly #open: () => Plc;
  readonly #fates: ((fate: Fate) => void)[] = [];
  readonly #unknown: ((range: SequenceRange) => void)[] = [];
  readonly #timer: NodeJS.Timeout;
  #plc: Plc;

  /**
   * @param first the driver to begin with, which may know the last trigger told before
   * @param open makes a driver that begins where the controller stands
   */
  constructor(first: Plc, open: () => Plc) {
    this.#open = open;
    this.#plc = this.#heard(first);
    this.#timer = setInterval(() => this.#renew(), RENEW_MS);
    this.#timer.unref();
  }

  purge(signal: AbortSignal): Promise<void> {
    return this.#plc.purge(signal);
  }

  release(count: number, signal: AbortSignal): Promise<void> {
    return this.#plc.release(count, signal);
  }

  verdict(sequence: number, verdict: Verdict, signal: AbortSignal): Promise<void> {
    return this.#plc.verdict(sequence, verdict, signal);
  }

  status(signal: AbortSignal): Promise<PlcStatus> {
    return this.#plc.status(signal);
  }

  onFate(listener: (fate: Fate) => void): void {
    this.#fates.push(listener);
  }

  onUnknownFates(listener: (range: SequenceRange) => void): void {
    this.#unknown.push(listener);
  }

  renumbered(): boolean {
    return this.#plc.renumbered();
  }

  health(): Health {
    return this.#plc.health();
  }

  close(): Promise<void> {
    clearInterval(this.#timer);
    return this.#plc.close();
  }

  #heard(plc: Plc): Plc {
    plc.onFate((fate) => {
      for (const listener of this.#fates) listener(fate);
    });
    plc.onUnknownFates((range) => {
      for (const listener of this.#unknown) listener(range);
    });
    return plc;
  }

  #renew(): void {
    if (!this.#plc.renumbered()) return;
    // Its work is over either way; what it still has to say about its end changes nothing.
    this.#plc.close().catch(() => undefined);
    this.#plc = this.#heard(this.#open());
  }
}
