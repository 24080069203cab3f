import type { Address } from './address.ts';
import type { Health } from './device.ts';
import { DeviceFault } from './device-fault.ts';
import { inTurn } from './in-turn.ts';
import { inTime } from './limited.ts';
import { type Link, openLink } from './link.ts';

/** Characters kept of an answer that does not end. */
const LONGEST_ANSWER = 65_536;

/** Takes the next answer off the front of what has come in; undefined while it is not all there. What it skips is lost. */
export type CutAnswer<Answer> = (received: string) => { readonly answer: Answer; readonly rest: string } | undefined;

export interface DialogueEvents {
  /** Sent whenever a connection stands. */
  readonly greeting?: string;
  /** Asks the device something harmless, and fails when it does not answer as it should; undefined for one that can be asked nothing: then a standing connection is `up`. */
  readonly look: ((signal: AbortSignal) => Promise<unknown>) | undefined;
}

interface Due {
  /** Gives back what is left of it when the answer was there. */
  take(received: string): string | undefined;
  fail(fault: DeviceFault): void;
}

/**
 * Questions and answers, one after the other, with a device that answers in the order in which it was asked and names no
 * question in its answers. Answers to questions whose asker has gone are dropped; a device that does not answer in time
 * loses its connection, because a late answer would be taken for the next one's.
 */
export class Dialogue {
  readonly #what: string;
  readonly #at: Address & { readonly pollMs: number };
  readonly #on: DialogueEvents;
  readonly #link: Link;
  readonly #closing = new AbortController();
  readonly #asking = inTurn();
  #received = '';
  #due: Due[] = [];
  #poll: NodeJS.Timeout | undefined;

  /** @param what what to call the device in messages */
  constructor(what: string, at: Address & { readonly pollMs: number }, on: DialogueEvents) {
    this.#what = what;
    this.#at = at;
    this.#on = on;
    this.#link = openLink(at, {
      connected: () => this.#connected(),
      received: (chunk) => this.#take(chunk),
      lost: () => this.#lost(),
    });
  }

  health(): Health {
    return this.#link.health();
  }

  /** Throws a `DeviceFault` unless the device is up. */
  requireUp(): void {
    if (this.health() !== 'up') {
      throw new DeviceFault('disconnected', `${this.#what} ${this.#at.host}:${this.#at.port} is ${this.health()}`);
    }
  }

  /** Asks and waits for the answer, in turn. Fails with a `DeviceFault` or the signal's reason. */
  async ask<Answer>(question: string, cut: CutAnswer<Answer>, signal: AbortSignal): Promise<Answer> {
    try {
      return await this.#inTime(signal, () => this.#exchange(question, cut));
    } catch (fault) {
      // Silence is one thing, something that is no answer another: no retry will cure it.
      if (fault instanceof DeviceFault && fault.kind === 'timeout') {
        this.#link.drop(this.#received === '' ? 'refused' : 'misconfigured');
      }
      throw fault;
    }
  }

  /** Sends what nobody answers. */
  async tell(text: string, signal: AbortSignal): Promise<void> {
    await this.#inTime(signal, () => this.#link.send(text));
  }

  /** Gives the connection up because the device does not speak the language; answers the fault to throw. */
  misunderstood(detail: string): DeviceFault {
    this.#link.drop('misconfigured');
    return new DeviceFault('rejected', `${this.#what}: ${detail}`);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#poll);
    await this.#link.close();
  }

  #inTime<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.#asking(() => inTime(this.#at.timeoutMs, signal, this.#what, work));
  }

  async #exchange<Answer>(question: string, cut: CutAnswer<Answer>): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#due.push({
      take: (received) => {
        const found = cut(received);
        if (found !== undefined) resolve(found.answer);
        return found?.rest;
      },
      fail: reject,
    });
    const [answer] = await Promise.all([promise, this.#link.send(question)]);
    return answer;
  }

  #connected(): void {
    this.#received = '';
    this.#due = [];
    const { greeting, look } = this.#on;
    if (greeting !== undefined) this.#link.send(greeting).catch(() => undefined);
    if (look === undefined) this.#link.judge('up');
    else this.#watch(look);
  }

  /** Looks again and again: a connection whose other end has gone looks alive until something has to come back. */
  #watch(look: NonNullable<DialogueEvents['look']>): void {
    look(this.#closing.signal).then(
      () => {
        this.#link.judge('up');
        this.#poll = setTimeout(() => this.#watch(look), this.#at.pollMs);
      },
      // What went wrong shows in health; a lost connection starts the watch anew.
      () => undefined,
    );
  }

  #lost(): void {
    clearTimeout(this.#poll);
    const due = this.#due;
    this.#due = [];
    for (const { fail } of due) fail(new DeviceFault('disconnected', `${this.#what} hung up`));
  }

  #take(chunk: string): void {
    this.#received = (this.#received + chunk).slice(-LONGEST_ANSWER);
    for (let [next] = this.#due; next !== undefined; [next] = this.#due) {
      const rest = next.take(this.#received);
      if (rest === undefined) return;
      this.#received = rest;
      this.#due.shift();
    }
    // What comes unasked answers nothing.
    this.#received = '';
  }
}
