import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries, pollEntry } from '../address.ts';
import type { Health, LayerReader, Reader, ReaderOf } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { type Driver, driver } from '../driver.ts';
import { inTurn } from '../in-turn.ts';
import { inTime } from '../limited.ts';
import { lineReader } from '../line-reader.ts';
import { type Link, openLink } from '../link.ts';
import { readShape } from '../read-shape.ts';
import { type DmccLine, dmccStatus, readDmccLine } from './dmcc-frame.ts';
import { type ResultFormat, readLayerResult, readResult } from './result.ts';

const shape = v.strictObject({
  ...addressEntries,
  port: v.optional(addressEntries.port, 23),
  pollMs: pollEntry,
  /** Set when the reader's firmware sends read data as base64 in extended mode. */
  base64: v.optional(v.boolean(), false),
});
type DmccAddress = v.InferOutput<typeof shape>;
type Response = Extract<DmccLine, { kind: 'response' }>;

class DmccReader<R> implements ReaderOf<R> {
  readonly #at: DmccAddress;
  readonly #format: ResultFormat<R>;
  readonly #link: Link;
  readonly #closing = new AbortController();
  readonly #asking = inTurn();
  readonly #listeners: ((read: R) => void)[] = [];
  #readLines = lineReader();
  #nextId = 1;
  #awaited: { id: number; answer: PromiseWithResolvers<Response> } | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(at: DmccAddress, format: ResultFormat<R>) {
    this.#at = at;
    this.#format = format;
    this.#link = openLink(at, {
      connected: () => {
        this.#readLines = lineReader();
        // A DataMan starts silent and ignores what it does not understand; this makes it answer.
        this.#begin('SET COM.DMCC-RESPONSE 1');
      },
      received: (chunk) => {
        this.#readLines(chunk).every((line) => this.#take(readDmccLine(line)));
      },
      lost: () => {
        clearTimeout(this.#poll);
        this.#awaited?.answer.reject(new DeviceFault('disconnected', 'the reader hung up'));
      },
    });
  }

  /** Sends a command and, when it is answered, asks again later: only an answer proves that the reader is still there. */
  #begin(command: string): void {
    this.#command(command, this.#closing.signal).then(
      () => {
        this.#poll = setTimeout(() => this.#begin('GET DEVICE.TYPE'), this.#at.pollMs);
      },
      (fault: unknown) => {
        if (!(fault instanceof DeviceFault) || fault.kind === 'disconnected') return;
        this.#link.drop(fault.kind === 'timeout' ? 'refused' : 'misconfigured');
      },
    );
  }

  #command(command: string, signal: AbortSignal): Promise<string> {
    return this.#asking(() =>
      inTime(this.#at.timeoutMs, signal, command, async () => {
        const id = this.#nextId++;
        const answer = Promise.withResolvers<Response>();
        this.#awaited = { id, answer };
        const [{ status, data }] = await Promise.all([answer.promise, this.#link.send(`||0:${id}>${command}\r\n`)]);
        if (status !== dmccStatus.ok) throw new DeviceFault('rejected', `${command}: the reader answers ${status}`);
        this.#link.judge('up');
        return data;
      }),
    );
  }

  /** Takes one line; answers whether what follows it can still be trusted. */
  #take(line: DmccLine): boolean {
    if (line.kind === 'response' && line.status !== dmccStatus.readString) {
      // An answer to a command that was given up is not this one's answer. Some firmware repeats no id.
      if (line.id === undefined || line.id === this.#awaited?.id) this.#awaited?.answer.resolve(line);
      return true;
    }
    const coded = this.#at.base64 && line.kind === 'response';
    const read = this.#format(coded ? Buffer.from(line.data, 'base64').toString('latin1') : line.data);
    if (isRefusal(read)) {
      // Nobody can tell which carton it was: the gate rejects it. No other may come before the reader is up again, so
      // it must not take another result to make it so: the next connection's handshake does.
      this.#link.drop('misconfigured');
      return false;
    }
    this.#link.judge('up');
    for (const listener of this.#listeners) listener(read);
    return true;
  }

  onRead(listener: (read: R) => void): void {
    this.#listeners.push(listener);
  }

  /** No command of a DataMan loads a job by its name: what it reads with is set up once, and checked at line clearance. */
  async select(job: string | undefined): Promise<void> {
    if (job === undefined) return;
    throw new DeviceFault('rejected', this.cannotTake(job));
  }

  cannotTake(job: string): string {
    return `job ${job}: a DataMan has one set-up and no jobs to choose from`;
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

const openDmcc = <R>(format: ResultFormat<R>) =>
  driver<ReaderOf<R>>((address) => {
    const at = readShape(shape, address);
    return isRefusal(at) ? at : () => new DmccReader(at, format);
  });

/**
 * Opens a Cognex DataMan reader over DMCC. The trigger is a wire; results arrive unasked, in the format `readResult` tells.
 *
 * @param address `{ host, port = 23, timeoutMs = 2000, pollMs = 1000, base64 = false }`; a refusal names the wrong member.
 */
export const openDmccReader: Driver<Reader> = openDmcc(readResult);

/** Opens a DataMan that reads many codes in one picture; its results have the format `readLayerResult` tells. */
export const openDmccLayerReader: Driver<LayerReader> = openDmcc(readLayerResult);
