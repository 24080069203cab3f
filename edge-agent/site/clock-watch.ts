import type { Heard } from '../link/cloud-client.ts';
import type { SiteAlarms } from './site-alarms.ts';

interface Needs {
  /** Milliseconds since 1970, as this machine tells them. */
  readonly wall: () => number;
  /** Milliseconds that only ever go on. */
  readonly monotonic: () => number;
  readonly siteAlarms: Pick<SiteAlarms, 'raise' | 'clear'>;
}

/** What is known of this machine's clock. */
export interface ClockTold {
  /** How far it is ahead of the cloud's, in milliseconds, at least and at most: the cloud tells its time to the second. */
  readonly ahead: readonly [number, number];
  readonly at: string;
}

/** So far off a clock may be, in milliseconds. */
const MOST_MS = 2_000;

/**
 * Watches this machine's clock: against a clock that only goes on, so that a step is seen at once, and against the time that the cloud's answers
 * bear. The alarm is over when an answer shows that the clocks agree.
 */
export class ClockWatch {
  readonly #needs: Needs;
  #before: { readonly wall: number; readonly monotonic: number };
  #told: ClockTold | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#before = { wall: needs.wall(), monotonic: needs.monotonic() };
  }

  /** Looks whether the clock was set since the last look. */
  look(): void {
    const now = { wall: this.#needs.wall(), monotonic: this.#needs.monotonic() };
    const step = now.wall - this.#before.wall - (now.monotonic - this.#before.monotonic);
    this.#before = now;
    if (Math.abs(step) > MOST_MS)
      this.#raise(`the clock of this machine went ${seconds(step)} ${step > 0 ? 'forward' : 'back'} at once`);
  }

  /** An answer of the cloud. */
  heard({ sent, received, date }: Heard): void {
    const cloud = Date.parse(date);
    // A clock that was set while an answer was awaited tells nothing.
    if (Number.isNaN(cloud) || received < sent) return;
    // The answer was stamped between sending and receiving, somewhere in the second that it names.
    const [least, most] = [sent - cloud - 1_000, received - cloud];
    this.#told = { ahead: [least, most], at: new Date(received).toISOString() };
    if (least > MOST_MS) this.#raise(`the clock of this machine is ${seconds(least)} ahead of the cloud’s`);
    else if (most < -MOST_MS) this.#raise(`the clock of this machine is ${seconds(most)} behind the cloud’s`);
    else this.#needs.siteAlarms.clear('clock-skew');
  }

  /** The last comparison with the cloud; undefined before the first. */
  told(): ClockTold | undefined {
    return this.#told;
  }

  #raise(detail: string): void {
    this.#needs.siteAlarms.raise('clock-skew', detail);
  }
}

const seconds = (ms: number): string => `${Math.floor(Math.abs(ms) / 1_000)} s`;
