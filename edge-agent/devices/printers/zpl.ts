import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries, pollEntry } from '../address.ts';
import type { Health, Label, Printer, PrinterStatus, PrintJob } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { driver } from '../driver.ts';
import { inTurn } from '../in-turn.ts';
import { inTime, limited } from '../limited.ts';
import { type Link, openLink } from '../link.ts';
import { pause } from '../pause.ts';
import { readShape } from '../read-shape.ts';
import { frameReader, readHostStatus } from './host-status.ts';
import { containerLayout, writeContainerLabel } from './zpl-container-label.ts';
import { writeZplLabel } from './zpl-label.ts';

const shape = v.strictObject({
  ...addressEntries,
  port: v.optional(addressEntries.port, 9_100),
  pollMs: pollEntry,
  /** Labels the printer may be sent ahead of its cartons. */
  holds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)), 64),
  /** Measures of container labels, in dots. */
  container: v.optional(containerLayout, {}),
});
type ZplAddress = v.InferOutput<typeof shape>;

/** How long the printer is left alone between two looks at a buffer that has to become empty. */
const EMPTYING_MS = 20;

class ZplPrinter implements Printer {
  readonly holds: number;
  readonly #at: ZplAddress;
  readonly #link: Link;
  readonly #closing = new AbortController();
  readonly #asking = inTurn();
  #readFrames = frameReader();
  #frames: string[] = [];
  /** `~HS` sent and not answered: after an aborted question the next answer to come belongs to nobody. */
  #owed = 0;
  #awaited: PromiseWithResolvers<string[]> | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(at: ZplAddress) {
    this.#at = at;
    this.holds = at.holds;
    this.#link = openLink(at, {
      connected: () => {
        this.#readFrames = frameReader();
        this.#frames = [];
        this.#owed = 0;
        this.#watch();
      },
      received: (chunk) => this.#take(chunk),
      lost: () => {
        clearTimeout(this.#poll);
        this.#awaited?.reject(new DeviceFault('disconnected', 'the printer hung up'));
      },
    });
  }

  /** Asks again and again: a connection whose other end has gone looks alive until something has to come back. */
  #watch(): void {
    this.#ask(this.#closing.signal).then(
      () => {
        this.#poll = setTimeout(() => this.#watch(), this.#at.pollMs);
      },
      // What went wrong shows in health; a lost connection starts the watch anew.
      () => undefined,
    );
  }

  #take(chunk: string): void {
    this.#frames.push(...this.#readFrames(chunk));
    while (this.#frames.length >= 3) {
      const answer = this.#frames.splice(0, 3);
      this.#owed -= 1;
      if (this.#owed === 0) this.#awaited?.resolve(answer);
    }
  }

  /** One `~HS`. A printer may stay silent when it is out of paper or open, so silence is a fault like any other. */
  async #exchange(): Promise<PrinterStatus> {
    const answer = Promise.withResolvers<string[]>();
    this.#awaited = answer;
    this.#owed += 1;
    const [frames] = await Promise.all([answer.promise, this.#link.send('~HS\r\n')]);
    const status = readHostStatus(frames);
    if (!isRefusal(status)) {
      this.#link.judge('up');
      return status;
    }
    this.#link.drop('misconfigured');
    throw new DeviceFault('rejected', `this does not answer like a ZPL printer: ${status.detail}`);
  }

  async #ask(signal: AbortSignal): Promise<PrinterStatus> {
    try {
      return await this.#asking(() => inTime(this.#at.timeoutMs, signal, 'printer status', () => this.#exchange()));
    } catch (fault) {
      // A late answer would be taken for the next one's, so the connection goes too.
      if (fault instanceof DeviceFault && fault.kind === 'timeout') this.#link.drop('refused');
      throw fault;
    }
  }

  #up(): void {
    if (this.#link.health() !== 'up') {
      throw new DeviceFault('disconnected', `printer ${this.#at.host}:${this.#at.port} is ${this.#link.health()}`);
    }
  }

  /** Labels are written whole, so there is nothing to select. */
  async select(_job: PrintJob, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
  }

  async print(label: Label, signal: AbortSignal): Promise<void> {
    this.#up();
    const zpl = label.symbol === 'gs1-128' ? writeContainerLabel(label, this.#at.container) : writeZplLabel(label);
    if (isRefusal(zpl)) throw new DeviceFault('rejected', `${zpl.at ?? ''} ${zpl.detail}`);
    await inTime(this.#at.timeoutMs, signal, 'print', () => this.#link.send(zpl));
  }

  async cancelAll(signal: AbortSignal): Promise<void> {
    this.#up();
    await limited(this.#at.timeoutMs, signal, 'cancel all labels', async (limit) => {
      await this.#link.send('~JA\r\n');
      while ((await this.#ask(limit)).waiting > 0) {
        await pause(EMPTYING_MS, limit);
        limit.throwIfAborted();
      }
    });
  }

  async status(signal: AbortSignal): Promise<PrinterStatus> {
    this.#up();
    return await this.#ask(signal);
  }

  health(): Health {
    return this.#link.health();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#poll);
    await this.#link.close();
  }
}

/**
 * Opens a printer that speaks ZPL II on a raw TCP port.
 *
 * @param address `{ host, port = 9100, timeoutMs = 2000, pollMs = 1000, holds = 64, container? }`; a refusal names the member that is wrong.
 */
export const openZplPrinter = driver<Printer>((address) => {
  const at = readShape(shape, address);
  return isRefusal(at) ? at : () => new ZplPrinter(at);
});
