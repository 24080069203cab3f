import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import type { Health, Scan, Scanner } from '../device.ts';
import { type Driver, driver } from '../driver.ts';
import { pauseAfter } from '../link.ts';
import { readShape } from '../read-shape.ts';
import { feedEntries, ScanFeed } from './scan-feed.ts';

const shape = v.strictObject({
  ...feedEntries,
  /** Such as `/dev/ttyACM0`, `/dev/serial/by-id/…` or `COM3`. */
  path: v.pipe(v.string(), v.minLength(1)),
  baudRate: v.optional(v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(921_600)), 9_600),
  dataBits: v.optional(v.picklist([7, 8]), 8),
  stopBits: v.optional(v.picklist([1, 2]), 1),
  parity: v.optional(v.picklist(['none', 'even', 'odd']), 'none'),
});
type SerialAddress = v.InferOutput<typeof shape>;
type PortOptions = Pick<SerialAddress, 'path' | 'baudRate' | 'dataBits' | 'stopBits' | 'parity'>;
type Done = (error: Error | null | undefined) => void;

/** What is used of a serial port. */
export interface SerialLine {
  readonly isOpen: boolean;
  on(event: string, listener: (what: unknown) => void): unknown;
  open(done: Done): void;
  close(done: Done): void;
}

/** Makes a port that is not open yet. */
export type MakeLine = (options: PortOptions) => Promise<SerialLine>;

/** The system's own. The library and its binary are loaded only where a serial scanner is configured. */
const systemLine: MakeLine = async (options) => {
  const { SerialPort } = await import('serialport');
  return new SerialPort({ ...options, autoOpen: false });
};

/** How a serial port stands that could not be opened. Messages are all that the systems give. */
const healthAfter = ({ message }: Error): Health => {
  if (/denied|permission/i.test(message)) return 'misconfigured';
  return /lock|busy|in use|temporarily/i.test(message) ? 'refused' : 'connecting';
};

class SerialScanner implements Scanner {
  readonly #at: SerialAddress;
  readonly #makeLine: MakeLine;
  readonly #feed: ScanFeed;
  readonly #listeners: ((scan: Scan) => void)[] = [];
  #line: SerialLine | undefined;
  #health: Health = 'connecting';
  #failures = 0;
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(at: SerialAddress, makeLine: MakeLine) {
    this.#at = at;
    this.#makeLine = makeLine;
    this.#feed = new ScanFeed(at, {
      scan: (scan) => {
        for (const listener of this.#listeners) listener(scan);
      },
      judge: (health) => {
        this.#health = health;
      },
      silent: () => {
        this.#health = 'refused';
      },
    });
    this.#connect();
  }

  #connect(): void {
    const { path, baudRate, dataBits, stopBits, parity } = this.#at;
    this.#makeLine({ path, baudRate, dataBits, stopBits, parity }).then(
      (line) => this.#open(line),
      // No binary for this machine.
      () => {
        this.#health = 'misconfigured';
      },
    );
  }

  #open(line: SerialLine): void {
    if (this.#closed) return;
    this.#line = line;
    line.on('error', () => undefined);
    line.on('data', (bytes) => {
      if (Buffer.isBuffer(bytes)) this.#feed.take(bytes.toString('latin1'));
    });
    line.on('close', () => this.#lost('connecting'));
    line.open((error) => {
      if (error) {
        this.#lost(healthAfter(error));
        return;
      }
      this.#failures = 0;
      this.#feed.begin();
      if (this.#closed) line.close(() => undefined);
    });
  }

  /** Unplugged, or not to be had: tried again, since it comes back under the same name. */
  #lost(health: Health): void {
    this.#feed.end();
    this.#line = undefined;
    this.#health = health;
    if (!this.#closed) this.#again = setTimeout(() => this.#connect(), pauseAfter(this.#failures++));
  }

  onScan(listener: (scan: Scan) => void): void {
    this.#listeners.push(listener);
  }

  health(): Health {
    return this.#health;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#feed.end();
    const line = this.#line;
    if (line?.isOpen) await new Promise<void>((resolve) => line.close(() => resolve()));
  }
}

/**
 * Opens a scanner on a serial port, or on USB where it plays one (CDC, "virtual COM port").
 *
 * @param address `{ path, baudRate = 9600, dataBits = 8, stopBits = 1, parity = 'none', timeoutMs = 2000, heartbeat?: { text, withinMs = 10000 } }`;
 * a refusal names the wrong member.
 */
export const openSerialScanner = serialScanner(systemLine);

/** The same over another's lines. */
export function serialScanner(makeLine: MakeLine): Driver<Scanner> {
  return driver((address) => {
    const at = readShape(shape, address);
    return isRefusal(at) ? at : () => new SerialScanner(at, makeLine);
  });
}
