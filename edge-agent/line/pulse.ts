/** Something has changed: everybody who waits looks again. */
export class Pulse {
  readonly #waiting = new Set<() => void>();

  /** Wakes everybody who waits now. */
  fire(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves at the next change. Rejects with the signal's reason when that comes first. */
  wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const wake = () => {
        signal.removeEventListener('abort', give);
        resolve();
      };
      const give = () => {
        this.#waiting.delete(wake);
        reject(signal.reason);
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', give, { once: true });
    });
  }

  /** Resolves when a condition holds, looking at every change. */
  async until(holds: () => boolean, signal: AbortSignal): Promise<void> {
    while (!holds()) await this.wait(signal);
  }
}
