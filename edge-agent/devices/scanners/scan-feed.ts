import * as v from 'valibot';
import { milliseconds } from '../address.ts';
import type { Health, Scan } from '../device.ts';
import { scanStream, steadyNow } from './scan-stream.ts';

/** Members that every scanner's address may have. */
export const feedEntries = {
  /** How long a scan may take from its first byte to its last. */
  timeoutMs: v.optional(milliseconds(10), 2_000),
  /** A text that the scanner sends of its own accord, and within what time; it is no scan. */
  heartbeat: v.optional(
    v.strictObject({ text: v.pipe(v.string(), v.minLength(1)), withinMs: v.optional(milliseconds(50), 10_000) }),
  ),
};

export interface FeedOptions {
  readonly timeoutMs: number;
  readonly heartbeat?: { readonly text: string; readonly withinMs: number } | undefined;
}

export interface FeedEvents {
  scan(scan: Scan): void;
  judge(health: Health): void;
  /** No heartbeat came: nobody is at the other end any more. */
  silent(): void;
}

/** One connection's worth of scans. Scanners answer nothing: what can be known of them is in what they send. */
export class ScanFeed {
  readonly #options: FeedOptions;
  readonly #on: FeedEvents;
  readonly #stream = scanStream();
  #silence: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;

  constructor(options: FeedOptions, on: FeedEvents) {
    this.#options = options;
    this.#on = on;
  }

  /** A connection stands. Without a heartbeat nothing more can be asked for. */
  begin(): void {
    this.#stream.reset();
    this.#watch();
    if (this.#options.heartbeat === undefined) this.#on.judge('up');
  }

  take(chunk: string): void {
    this.#watch();
    clearTimeout(this.#ending);
    for (const scan of this.#stream.take(chunk, steadyNow())) {
      this.#on.judge('up');
      if (scan.text !== this.#options.heartbeat?.text) this.#on.scan(scan);
    }
    if (!this.#stream.unended()) return;
    this.#ending = setTimeout(() => {
      // Its end will not come: the scanner is set to send none, or lost the rest.
      this.#stream.reset();
      this.#on.judge('misconfigured');
    }, this.#options.timeoutMs);
  }

  /** The connection is gone; a scan that had begun is never joined with another. */
  end(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#ending);
    this.#stream.reset();
  }

  #watch(): void {
    const { heartbeat } = this.#options;
    if (heartbeat === undefined) return;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#on.silent(), heartbeat.withinMs);
  }
}
