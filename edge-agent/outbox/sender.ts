import * as v from 'valibot';
import { type Acknowledgement, acknowledgement } from '#shared/messages/cloud-to-agent.ts';
import { acknowledgementTopic, captureTopic } from '#shared/messages/topics.ts';
import type { Batches } from '../store/batches.ts';
import { type Database, transaction } from '../store/database.ts';
import { LineTurns } from './line-turns.ts';
import type { Outbox, Waiting } from './outbox.ts';
import { Pace } from './pace.ts';

/** The broker, as the sender needs it. A publish resolves when the broker has it, which proves nothing about the repository. */
export interface Broker {
  connected(): boolean;
  publish(topic: string, body: string | Uint8Array): Promise<void>;
  subscribe(topic: string, listener: (body: string) => void): void;
  onConnected(listener: () => void): void;
}

const TICK_MS = 1_000;
/** How long it rests at least when the broker's limits are reached: each look at the outbox costs some reads for every line. */
const REST_MS = 100;

interface Needs {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly batches: Batches;
  readonly broker: Broker;
  readonly tenant: string;
  readonly site: string;
  readonly lines: readonly string[];
  /** How long a closed container may wait for others to go with, in milliseconds. */
  readonly gatherMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that nobody sets and that only goes on: by it the sender waits. */
  readonly ticks: () => number;
  /** Writes one line of the agent's log: a stable code and what belongs to it. */
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * Sends what the outbox holds, message by message in turn for all lines, and lets it forget only what the repository has answered for. While the broker is away the outbox
 * goes on gathering: what has waited too long is sealed only when it can go.
 *
 * Sending again after a lost answer is safe: the repository knows an event by its id and takes it once.
 */
export class Sender {
  readonly #needs: Needs;
  readonly #pace: Pace;
  /** The line whose turn it is comes first. */
  #lines: readonly LineTurns[];
  #restsUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#pace = new Pace(needs.ticks());
    this.#lines = needs.lines.map((line) => new LineTurns(line, needs.outbox));
    for (const line of needs.lines) {
      needs.broker.subscribe(acknowledgementTopic({ ...needs, line }), (body) => this.acknowledged(line, body));
    }
    needs.broker.onConnected(() => this.wake());
  }

  /** Stops sending, for good. What is on the way stays in the outbox, and an answer that still comes is heard by nobody: the message is sent again. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Sends what may go, now and from now on whenever something has waited too long. */
  wake(): void {
    if (this.#stopped) return;
    const wait = this.#needs.broker.connected() ? this.#rest() || this.#attempt(() => this.#sendAll()) : TICK_MS;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.min(wait, TICK_MS));
    this.#timer.unref();
  }

  /** Sends what waits for more to go with, too: somebody wants to see it. */
  sendNow(): void {
    if (this.#stopped) return;
    for (const { line } of this.#lines) this.#seal(line, 0);
    this.wake();
  }

  /** A disk that is full must not take the lines with it: what cannot be noted now is sent or forgotten again later. */
  #attempt(step: () => number): number {
    try {
      return step();
    } catch (error) {
      this.#needs.log('outbox-stuck', { error: String(error) });
      return TICK_MS;
    }
  }

  /** Takes the repository's answer. One that cannot be read changes nothing: the message will be sent again. */
  acknowledged(line: string, body: string): void {
    const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), acknowledgement), body);
    if (!answer.success || this.#stopped) return;
    this.#attempt(() => this.#settle(line, answer.output));
    this.wake();
  }

  #settle(line: string, { captured, refused }: Acknowledgement): number {
    const { db, outbox, batches, now } = this.#needs;
    transaction(db, () => {
      outbox.refused(line, refused);
      for (const batch of outbox.captured(line, captured)) {
        const seen = batches.get(batch);
        if (seen.state === 'closed') batches.move(seen, 'reported', new Date(now()).toISOString());
      }
    });
    const answered = [...captured, ...refused.map(({ sequence }) => sequence)];
    this.#lines.find((one) => one.line === line)?.answered(answered);
    return 0;
  }

  /** Milliseconds until it may send again. */
  #rest(): number {
    return Math.max(0, this.#restsUntil - this.#needs.ticks());
  }

  /** A disk too full for one more message must not keep those from going that are there: they make room. */
  #seal(line: string, gatherMs: number): void {
    this.#attempt(() => {
      this.#needs.outbox.seal(line, this.#needs.now(), gatherMs);
      return 0;
    });
  }

  /** Sends for every line; answers how long to wait before it is worth another look, in milliseconds. */
  #sendAll(): number {
    const { ticks, outbox, gatherMs } = this.#needs;
    for (const { line } of this.#lines) this.#seal(line, gatherMs);
    let turns = this.#lines.map((of) => ({ of, messages: of.next(ticks()) }));
    while (turns.length > 0) {
      const round = turns;
      for (const turn of round) {
        const { value: message } = turn.messages.next();
        if (message === undefined) {
          turns = turns.filter((one) => one !== turn);
          continue;
        }
        const body = outbox.sealed(message.line, message.sequence);
        const wait = this.#pace.take(body.byteLength, ticks());
        if (wait > 0) return this.#restAt(turn.of, Math.max(wait, REST_MS));
        this.#send(message, body, turn.of);
      }
    }
    return TICK_MS;
  }

  /** The limits are reached: the line whose turn it would be has the first one next time. */
  #restAt(next: LineTurns, wait: number): number {
    const place = this.#lines.indexOf(next);
    this.#lines = [...this.#lines.slice(place), ...this.#lines.slice(0, place)];
    this.#restsUntil = this.#needs.ticks() + wait;
    return wait;
  }

  #send({ line, sequence }: Waiting, body: Uint8Array, of: LineTurns): void {
    const { broker, ticks } = this.#needs;
    of.sent(sequence, ticks());
    // It may have arrived all the same; it goes again with the next tick, which the repository's event ids make harmless.
    broker.publish(captureTopic({ ...this.#needs, line }), body).catch(() => of.notSent(sequence));
  }
}
