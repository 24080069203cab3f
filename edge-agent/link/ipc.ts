import { greengrasscoreipc } from 'aws-iot-device-sdk-v2';
import { IpcFault, ipcFault } from './ipc-fault.ts';

export type IpcClient = greengrasscoreipc.Client;

const CALL_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;

type Log = (code: string, details: Readonly<Record<string, unknown>>) => void;

/** Where the nucleus tells its components of itself, by environment variables of its own. */
export const isUnderNucleus = (env: Readonly<Record<string, string | undefined>>): boolean =>
  Boolean(env['AWS_GG_NUCLEUS_DOMAIN_SOCKET_FILEPATH_FOR_COMPONENT'] && env['SVCUID']);

/**
 * The agent's connection to its nucleus, for as long as the agent lives: it connects by itself, and again after every loss. Socket and token
 * stand in the environment.
 */
export class Ipc {
  readonly #log: Log;
  readonly #onConnected = new Set<() => void>();
  readonly #onLost = new Set<() => void>();
  #client: IpcClient | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(log: Log) {
    this.#log = log;
    void this.#connect(FIRST_RETRY_MS);
  }

  connected(): boolean {
    return this.#client !== undefined;
  }

  /** Tells of every connect and reconnect; answers how to listen no more. */
  onConnected(listener: () => void): () => void {
    this.#onConnected.add(listener);
    return () => this.#onConnected.delete(listener);
  }

  /** Tells of every loss of the connection. */
  onLost(listener: () => void): () => void {
    this.#onLost.add(listener);
    return () => this.#onLost.delete(listener);
  }

  /** Resolves when the nucleus is there; rejects when the connection is closed before. */
  async whenConnected(): Promise<void> {
    while (!this.connected()) {
      if (this.#closed) throw new IpcFault('connection', 'the connection to the nucleus was closed');
      await new Promise<void>((resolve) => {
        const done = () => {
          for (const off of offs) off();
          resolve();
        };
        const offs = [this.onConnected(done), this.onLost(done)];
      });
    }
  }

  /**
   * Asks the nucleus for something. Rejects with an `IpcFault`. A nucleus that does not answer in time is connected to afresh, which ends
   * whatever else was asked of it.
   */
  async call<T>(ask: (client: IpcClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (client === undefined) throw new IpcFault('connection', 'the nucleus is away');
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new IpcFault('late', `no answer within ${CALL_TIMEOUT_MS} ms`));
      this.#lost(client);
    }, CALL_TIMEOUT_MS);
    try {
      return await Promise.race([ask(client), late]);
    } catch (error) {
      throw ipcFault(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The client to open a stream with; undefined while the nucleus is away. A stream ends with its client. */
  client(): IpcClient | undefined {
    return this.#client;
  }

  /** Lets go of the nucleus. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = undefined;
    for (const listener of [...this.#onLost]) listener();
    await client?.close();
  }

  async #connect(wait: number): Promise<void> {
    const client = greengrasscoreipc.createClient();
    let lost = false;
    client.on('disconnection', () => {
      lost = true;
      this.#lost(client);
    });
    try {
      await client.connect();
      if (lost) throw new IpcFault('connection', 'the nucleus hung up');
    } catch (error) {
      await client.close().catch(() => undefined);
      if (this.#closed) return;
      this.#log('nucleus-away', { why: ipcFault(error).message, retryMs: wait });
      this.#again(wait, Math.min(wait * 2, LONGEST_RETRY_MS));
      return;
    }
    if (this.#closed) {
      await client.close();
      return;
    }
    this.#client = client;
    this.#log('nucleus-connected', {});
    for (const listener of [...this.#onConnected]) listener();
  }

  #lost(client: IpcClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    // It is of no more use, and keeps native memory until it is closed.
    client.close().catch(() => undefined);
    this.#log('nucleus-lost', {});
    for (const listener of [...this.#onLost]) listener();
    this.#again(0, FIRST_RETRY_MS);
  }

  #again(wait: number, next: number): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => void this.#connect(next), wait);
  }
}
