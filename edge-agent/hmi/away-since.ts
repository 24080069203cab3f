/** Notes since when the cloud is not reached, as far as this process has seen. */
export class AwaySince {
  readonly #connected: () => boolean;
  readonly #now: () => number;
  #since: number | undefined;

  /** @param now milliseconds since 1970 */
  constructor(connected: () => boolean, now: () => number) {
    this.#connected = connected;
    this.#now = now;
  }

  /** Looks now; answers since when it is away, in ISO 8601, or undefined while it is reached. */
  look(): string | undefined {
    this.#since = this.#connected() ? undefined : (this.#since ?? this.#now());
    return this.#since === undefined ? undefined : new Date(this.#since).toISOString();
  }
}
