import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { addressEntries, milliseconds, pollEntry } from '../address.ts';
import type { Health, LayerReader, Reader, ReaderOf } from '../device.ts';
import { DeviceFault } from '../device-fault.ts';
import { type Driver, driver } from '../driver.ts';
import { limited } from '../limited.ts';
import { type Link, openLink } from '../link.ts';
import { pause } from '../pause.ts';
import { readShape } from '../read-shape.ts';
import { Conversation } from './conversation.ts';
import { readSrMessage, type SrMessage, srError, srReader, writeSrCommand } from './keyence-frame.ts';
import { type ResultFormat, readLayerResult, readResult } from './result.ts';

const shape = v.strictObject({
  ...addressEntries,
  port: v.optional(addressEntries.port, 9_004),
  pollMs: pollEntry,
  /** How the reader frames what it sends. */
  framing: v.optional(v.picklist(['cr', 'stx']), 'cr'),
  /** How long loading a job may take. */
  loadMs: v.optional(milliseconds(10), 30_000),
});
type KeyenceAddress = v.InferOutput<typeof shape>;
type Answer = Exclude<SrMessage, { kind: 'result' }>;

/** Pause between two looks whether a job is loaded. */
const LOADING_MS = 50;

class KeyenceReader<R> implements ReaderOf<R> {
  readonly #at: KeyenceAddress;
  readonly #format: ResultFormat<R>;
  readonly #link: Link;
  readonly #talk: Conversation;
  readonly #listeners: ((read: R) => void)[] = [];
  #frames: (chunk: string) => string[];
  #session = new AbortController();
  #job: string | undefined;

  constructor(at: KeyenceAddress, format: ResultFormat<R>) {
    this.#at = at;
    this.#format = format;
    this.#frames = srReader(at.framing);
    this.#talk = new Conversation(
      (command) => this.#link.send(writeSrCommand(command, at.framing)),
      () => this.#link.drop('refused'),
    );
    this.#link = openLink(at, {
      connected: () => {
        this.#frames = srReader(at.framing);
        this.#session = new AbortController();
        this.#attend(this.#session.signal);
      },
      received: (chunk) => {
        this.#frames(chunk).every((message) => this.#take(message));
      },
      lost: () => {
        this.#session.abort();
        this.#talk.lost();
      },
    });
  }

  /** As long as this connection stands, asks again and again: only an answer proves that the reader is still there. */
  #attend(session: AbortSignal): void {
    const attend = async () => {
      // A reader that was switched off may have come back with another job.
      if (this.#job !== undefined) await this.#load(this.#job, session);
      while (!session.aborted) {
        this.#link.judge(await this.#condition(session));
        await pause(this.#at.pollMs, session);
      }
    };
    attend().catch((fault: unknown) => {
      if (session.aborted) return;
      this.#link.drop(fault instanceof DeviceFault && fault.kind === 'rejected' ? 'misconfigured' : 'refused');
    });
  }

  async #condition(signal: AbortSignal): Promise<Health> {
    const answer = await this.#ask('ERRSTAT', signal);
    // Older readers do not know the question, and by saying so prove that they are there.
    return answer.kind === 'error' || answer.values[0] === 'none' ? 'up' : 'misconfigured';
  }

  #ask(command: string, signal: AbortSignal, ms = this.#at.timeoutMs): Promise<Answer> {
    const [name] = command.split(',');
    const listen = (text: string): Answer | undefined => {
      const message = readSrMessage(text);
      return message.kind !== 'result' && message.command === name ? message : undefined;
    };
    return this.#talk.ask(command, command, listen, { ms, signal });
  }

  /** Takes one message; answers whether what follows it can still be trusted. */
  #take(text: string): boolean {
    if (readSrMessage(text).kind !== 'result') {
      this.#talk.take(text);
      return true;
    }
    const read = this.#format(text);
    if (isRefusal(read)) {
      // Nobody can tell which carton it was: the gate rejects it. The next connection's handshake makes the reader up again.
      this.#link.drop('misconfigured');
      return false;
    }
    for (const listener of this.#listeners) listener(read);
    return true;
  }

  async select(job: string | undefined, signal: AbortSignal): Promise<void> {
    if (job === undefined) return;
    const cannot = this.cannotTake(job);
    if (cannot !== undefined) throw new DeviceFault('rejected', cannot);
    await this.#load(job, signal);
    this.#job = job;
  }

  cannotTake(job: string): string | undefined {
    if (/^[1-9]\d{0,2}$/.test(job)) return undefined;
    return `job ${job}: the jobs of an SR reader are the numbers of its backup files`;
  }

  /** Loads backup file `job` and waits until its settings are in force. */
  #load(job: string, signal: AbortSignal): Promise<void> {
    return limited(this.#at.loadMs, signal, `job ${job}`, async (limit) => {
      const loaded = await this.#ask(`BLOAD,${job}`, limit, this.#at.loadMs);
      if (loaded.kind === 'error') throw new DeviceFault('rejected', `job ${job}: ${srError(loaded.code)}`);
      for (;;) {
        const state = await this.#ask('CMDSTAT', limit);
        if (state.kind === 'error' || state.values[0] === 'none') return;
        await pause(LOADING_MS, limit);
        limit.throwIfAborted();
      }
    });
  }

  onRead(listener: (read: R) => void): void {
    this.#listeners.push(listener);
  }

  health(): Health {
    return this.#link.health();
  }

  async close(): Promise<void> {
    this.#session.abort();
    await this.#link.close();
  }
}

const openKeyence = <R>(format: ResultFormat<R>) =>
  driver<ReaderOf<R>>((address) => {
    const at = readShape(shape, address);
    return isRefusal(at) ? at : () => new KeyenceReader(at, format);
  });

/**
 * Opens a Keyence SR reader. The trigger is a wire; results arrive unasked, in the format `readResult` tells.
 *
 * @param address `{ host, port = 9004, timeoutMs = 2000, pollMs = 1000, framing = 'cr', loadMs = 30000 }`; a refusal names the wrong member.
 */
export const openKeyenceReader: Driver<Reader> = openKeyence(readResult);

/** Opens an SR reader that reads many codes in one picture; its results have the format `readLayerResult` tells. */
export const openKeyenceLayerReader: Driver<LayerReader> = openKeyence(readLayerResult);
