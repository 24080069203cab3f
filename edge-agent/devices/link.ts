import { connect, type Socket } from 'node:net';
import type { Address } from './address.ts';
import type { Health } from './device.ts';
import { DeviceFault } from './device-fault.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/** A device that never speaks first is asked by the operating system whether it is still there. */
const keepAlive = { keepAlive: true, keepAliveInitialDelay: 10_000 };

/** The pause before another attempt, after `failures` in a row: doubled each time, 5 s at most. */
export const pauseAfter = (failures: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));

export interface LinkEvents {
  /** A connection stands. The driver now finds out who is at the other end, and says so with `judge`. */
  connected(): void;
  /** Bytes came in, one character each (Latin-1), cut anywhere. */
  received(chunk: string): void;
  lost(): void;
}

/** A TCP connection that is made again whenever it is lost. */
export interface Link {
  health(): Health;
  /** Says how the device answers. `up` also makes the next reconnection quick again. */
  judge(health: Health): void;
  /** Sends text as UTF-8. Resolves when the operating system has taken it. */
  send(text: string): Promise<void>;
  /** Gives this connection up, because of what the device did, and tries anew. */
  drop(health: Health): void;
  close(): Promise<void>;
}

/** How a device stands when connecting to it failed with this system error. */
export const healthAfter = (code: string | undefined): Health =>
  code === 'ECONNREFUSED' ? 'refused' : code === 'ENOTFOUND' ? 'misconfigured' : 'connecting';

class TcpLink implements Link {
  #socket: Socket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #health: Health = 'connecting';
  #failures = 0;
  #closed = false;
  readonly #at: Address;
  readonly #on: LinkEvents;

  constructor(at: Address, on: LinkEvents) {
    this.#at = at;
    this.#on = on;
    this.#connect();
  }

  #connect(): void {
    const socket = connect({ host: this.#at.host, port: this.#at.port, noDelay: true, ...keepAlive });
    this.#socket = socket;
    let standing = false;
    let error: (Error & { code?: string }) | undefined;
    const tooLong = setTimeout(() => socket.destroy(), this.#at.timeoutMs);
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      clearTimeout(tooLong);
      standing = true;
      this.#on.connected();
    });
    socket.on('data', (chunk) => this.#on.received(String(chunk)));
    socket.on('error', (cause) => {
      error = cause;
    });
    socket.on('close', () => {
      clearTimeout(tooLong);
      if (standing) this.#on.lost();
      if (this.#socket === socket) {
        // Accepted and hung up before it answered anything: the device has another client, or is not what we think.
        const turnedAway = standing && this.#health !== 'up';
        this.#again(turnedAway ? 'refused' : healthAfter(error?.code));
      }
    });
  }

  #again(health: Health): void {
    this.#socket = undefined;
    this.#health = health;
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.#connect(), pauseAfter(this.#failures));
    this.#failures += 1;
  }

  health(): Health {
    return this.#health;
  }

  judge(health: Health): void {
    this.#health = health;
    if (health === 'up') this.#failures = 0;
  }

  send(text: string): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined || socket.connecting) {
      return Promise.reject(new DeviceFault('disconnected', `${this.#at.host}:${this.#at.port} is not connected`));
    }
    return new Promise((resolve, reject) => {
      socket.write(text, (error) => {
        if (error) reject(new DeviceFault('disconnected', 'the connection broke while sending', { cause: error }));
        else resolve();
      });
    });
  }

  drop(health: Health): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#again(health);
    socket.destroy();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    if (socket === undefined || socket.destroyed) return;
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy();
    await gone;
  }
}

/** Opens a connection and keeps it: lost ones are made again, with growing pauses, until `close`. */
export function openLink(at: Address, on: LinkEvents): Link {
  return new TcpLink(at, on);
}
