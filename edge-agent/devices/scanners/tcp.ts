import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries } from '../address.ts';
import type { Health, Scan, Scanner } from '../device.ts';
import { driver } from '../driver.ts';
import { type Link, openLink } from '../link.ts';
import { readShape } from '../read-shape.ts';
import { feedEntries, ScanFeed } from './scan-feed.ts';

const shape = v.strictObject({ ...addressEntries, ...feedEntries });

class TcpScanner implements Scanner {
  readonly #link: Link;
  readonly #feed: ScanFeed;
  readonly #listeners: ((scan: Scan) => void)[] = [];

  constructor(at: v.InferOutput<typeof shape>) {
    this.#feed = new ScanFeed(at, {
      scan: (scan) => {
        for (const listener of this.#listeners) listener(scan);
      },
      judge: (health) => this.#link.judge(health),
      silent: () => this.#link.drop('refused'),
    });
    this.#link = openLink(at, {
      connected: () => this.#feed.begin(),
      received: (chunk) => this.#feed.take(chunk),
      lost: () => this.#feed.end(),
    });
  }

  onScan(listener: (scan: Scan) => void): void {
    this.#listeners.push(listener);
  }

  health(): Health {
    return this.#link.health();
  }

  async close(): Promise<void> {
    this.#feed.end();
    await this.#link.close();
  }
}

/**
 * Opens a scanner, or the base of one, that listens.
 *
 * @param address `{ host, port, timeoutMs = 2000, heartbeat?: { text, withinMs = 10000 } }`; a refusal names the wrong member.
 */
export const openTcpScanner = driver<Scanner>((address) => {
  const at = readShape(shape, address);
  return isRefusal(at) ? at : () => new TcpScanner(at);
});
