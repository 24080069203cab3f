/** AWS IoT Core's limits of one connection, with a little room left. */
const PUBLISHES_A_SECOND = 90;
const BYTES_A_SECOND = 480 * 1024;

/** Keeps publishes under the broker's limits: allowances that fill up with time and hold at most one second's worth. */
export class Pace {
  #publishes = PUBLISHES_A_SECOND;
  #bytes = BYTES_A_SECOND;
  #at: number;

  constructor(now: number) {
    this.#at = now;
  }

  /**
   * Takes allowance for one publish.
   *
   * @returns milliseconds to wait and ask again; 0 when the publish may go now
   */
  take(bytes: number, now: number): number {
    // The clock may step backwards: no time has passed then.
    const elapsed = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    this.#publishes = Math.min(PUBLISHES_A_SECOND, this.#publishes + elapsed * PUBLISHES_A_SECOND);
    this.#bytes = Math.min(BYTES_A_SECOND, this.#bytes + elapsed * BYTES_A_SECOND);
    const wait = Math.max((1 - this.#publishes) / PUBLISHES_A_SECOND, (bytes - this.#bytes) / BYTES_A_SECOND);
    if (wait > 0) return Math.ceil(wait * 1000);
    this.#publishes -= 1;
    this.#bytes -= bytes;
    return 0;
  }
}
