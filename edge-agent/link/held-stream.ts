import type { Ipc, IpcClient } from './ipc.ts';
import { type IpcFault, ipcFault } from './ipc-fault.ts';

/** A subscription as the SDK opens it. */
export interface Stream<Message> {
  activate(): Promise<unknown>;
  close(): Promise<void>;
  on(event: 'message', listener: (message: Message) => void): unknown;
  on(event: 'ended' | 'streamError', listener: () => void): unknown;
}

export interface StreamNeeds<Message> {
  readonly ipc: Ipc;
  readonly open: (client: IpcClient) => Stream<Message>;
  readonly listener: (message: Message) => void;
  /** Told of every attempt that failed; what it answers with `false` is not tried again on this connection. */
  readonly failed: (fault: IpcFault) => boolean;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;

/**
 * A subscription that is kept: opened on every connection to the nucleus, and again when it ends. In the short while in which the old and
 * the new one are both open, a message may come twice.
 */
export class HeldStream<Message> {
  readonly #needs: StreamNeeds<Message>;
  readonly #off: () => void;
  #current: Stream<Message> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(needs: StreamNeeds<Message>) {
    this.#needs = needs;
    this.#off = needs.ipc.onLost(() => {
      clearTimeout(this.#retry);
      this.#current = undefined;
    });
  }

  /** Opens it, now and again after every end. Resolves when the first attempt is over, whatever came of it. */
  async open(wait = FIRST_RETRY_MS): Promise<void> {
    clearTimeout(this.#retry);
    const client = this.#needs.ipc.client();
    if (client === undefined || this.#closed) return;
    const stream = this.#needs.open(client);
    const over = () => {
      if (this.#current !== stream) return;
      this.#current = undefined;
      this.#again(FIRST_RETRY_MS);
    };
    stream.on('message', (message) => {
      if (!this.#closed) this.#needs.listener(message);
    });
    stream.on('ended', over);
    stream.on('streamError', () => {
      stream.close().catch(() => undefined);
      over();
    });
    try {
      await stream.activate();
    } catch (error) {
      if (this.#closed || this.#needs.ipc.client() !== client) return;
      if (this.#needs.failed(ipcFault(error))) this.#again(wait);
      return;
    }
    const before = this.#current;
    this.#current = stream;
    // The new one first: nothing is missed between the two.
    before?.close().catch(() => undefined);
    if (this.#closed) await stream.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#off();
    clearTimeout(this.#retry);
    await this.#current?.close().catch(() => undefined);
  }

  #again(wait: number): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.open(Math.min(wait * 2, LONGEST_RETRY_MS)), wait);
  }
}
