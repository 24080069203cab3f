import { createServer, type Server, type Socket } from 'node:net';
import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries } from '../address.ts';
import type { Health, Scan, Scanner } from '../device.ts';
import { driver } from '../driver.ts';
import { pauseAfter } from '../link.ts';
import { readShape } from '../read-shape.ts';
import { feedEntries, ScanFeed } from './scan-feed.ts';

const shape = v.pipe(
  v.strictObject({
    ...addressEntries,
    ...feedEntries,
    host: v.optional(addressEntries.host, '0.0.0.0'),
    /** Whom scans are taken from, by IP address; left out, everybody on this machine. */
    from: v.optional(v.array(v.pipe(v.string(), v.ip()))),
  }),
  v.forward(
    v.partialCheck(
      [['host'], ['from']],
      ({ host, from }) => from !== undefined || isOwn(host),
      'give the IP addresses of the scanners: on that host anybody on the network could send a scan',
    ),
    ['from'],
  ),
);
/** True for a host that nobody but this machine reaches. */
function isOwn(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

type ServerAddress = v.InferOutput<typeof shape>;

/** An IPv4 address as it is written, also where the system tells it as one of IPv6. */
const plain = (address: string | undefined) => address?.replace(/^::ffff:/, '');

class TcpServerScanner implements Scanner {
  readonly #at: ServerAddress;
  readonly #server: Server;
  readonly #healths = new Map<Socket, Health>();
  readonly #listeners: ((scan: Scan) => void)[] = [];
  #listens: Health = 'connecting';
  #failures = 0;
  #again: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(at: ServerAddress) {
    this.#at = at;
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.on('listening', () => {
      this.#listens = 'up';
      this.#failures = 0;
    });
    this.#server.on('error', () => {
      // The port is taken, or the address is none of this machine's: only a person changes that, but perhaps soon.
      this.#listens = 'misconfigured';
      if (!this.#closed) this.#again = setTimeout(() => this.#listen(), pauseAfter(this.#failures++));
    });
    this.#listen();
  }

  #listen(): void {
    this.#server.listen({ host: this.#at.host, port: this.#at.port });
  }

  #serve(socket: Socket): void {
    const { from } = this.#at;
    socket.on('error', () => undefined);
    if (from !== undefined && !from.includes(plain(socket.remoteAddress) ?? '')) {
      socket.destroy();
      return;
    }
    this.#healths.set(socket, 'connecting');
    const feed = new ScanFeed(this.#at, {
      scan: (scan) => {
        for (const listener of this.#listeners) listener(scan);
      },
      judge: (health) => this.#healths.set(socket, health),
      silent: () => socket.destroy(),
    });
    socket.setEncoding('latin1').setKeepAlive(true, 10_000);
    socket.on('data', (chunk) => feed.take(String(chunk)));
    socket.on('close', () => {
      feed.end();
      this.#healths.delete(socket);
    });
    feed.begin();
  }

  onScan(listener: (scan: Scan) => void): void {
    this.#listeners.push(listener);
  }

  /** `up` when any scanner is, as it should be; what is wrong with one shows only while none is. */
  health(): Health {
    if (this.#listens !== 'up') return this.#listens;
    const healths = [...this.#healths.values()];
    return healths.includes('up') ? 'up' : (healths[0] ?? 'connecting');
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#again);
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#healths.keys()) socket.destroy();
    await closed;
  }
}

/**
 * Opens a port to which scanners connect, one or several. A scan closes containers and makes packs good, so it is taken from nobody who is not named, but
 * from this machine.
 *
 * @param address `{ host = '0.0.0.0', port, from, timeoutMs = 2000, heartbeat?: { text, withinMs = 10000 } }`; a refusal names the wrong member.
 */
export const openTcpServerScanner = driver<Scanner>((address) => {
  const at = readShape(shape, address);
  return isRefusal(at) ? at : () => new TcpServerScanner(at);
});
