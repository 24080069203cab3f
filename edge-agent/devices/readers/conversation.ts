import { DeviceFault } from '../device-fault.ts';
import { inTurn } from '../in-turn.ts';
import { inTime } from '../limited.ts';

/** Is given lines from the device until it answers with something; what a line means depends on what was asked. */
export type Listen<Answer> = (line: string) => Answer | undefined;

export interface Asking {
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * Questions to a device whose answers carry no number: one at a time. When an answer does not come, what comes later could
 * be taken for the answer to another question, so the connection has to be given up.
 */
export class Conversation {
  readonly #send: (text: string) => Promise<void>;
  readonly #giveUp: () => void;
  readonly #turn = inTurn();
  #awaited: { offer(line: string): void; lose(fault: DeviceFault): void } | undefined;

  constructor(send: (text: string) => Promise<void>, giveUp: () => void) {
    this.#send = send;
    this.#giveUp = giveUp;
  }

  /** Asks, when its turn comes; `text` is sent as it is. */
  ask<Answer>(what: string, text: string, listen: Listen<Answer>, { ms, signal }: Asking): Promise<Answer> {
    return this.#turn(async () => {
      signal.throwIfAborted();
      const answer = Promise.withResolvers<Answer>();
      const awaited = {
        offer: (line: string) => {
          const found = listen(line);
          if (found === undefined) return;
          this.#awaited = undefined;
          answer.resolve(found);
        },
        lose: answer.reject,
      };
      this.#awaited = awaited;
      try {
        const [found] = await inTime(ms, signal, what, () => Promise.all([answer.promise, this.#send(text)]));
        return found;
      } catch (fault) {
        const unsent = fault instanceof DeviceFault && fault.kind === 'disconnected';
        if (this.#awaited === awaited && !unsent) this.#giveUp();
        throw fault;
      } finally {
        if (this.#awaited === awaited) this.#awaited = undefined;
      }
    });
  }

  /** A line came in. Nobody may be waiting for it. */
  take(line: string): void {
    this.#awaited?.offer(line);
  }

  /** The connection is gone, and with it the answer. */
  lost(): void {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    awaited?.lose(new DeviceFault('disconnected', 'the device hung up before it answered'));
  }
}
