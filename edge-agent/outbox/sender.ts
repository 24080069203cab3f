import * as v from 'valibot';
import { type Acknowledgement, acknowledgement } from '#shared/messages/cloud-to-agent.ts';
import { acknowledgementTopic, captureTopic } from '#shared/messages/topics.ts';
import type { Batches } from '../store/batches.ts';
import { type Database, transaction } from '../store/database.ts';
import type { Outbox, Waiting } from './outbox.ts';
import { Pace } from './pace.ts';

/** The broker, as the sender needs it. A publish resolves when the broker has it, which proves nothing about the repository. */
export interface Broker {
  connected(): boolean;
  publish(topic: string, body: string): Promise<void>;
  subscribe(topic: string, listener: (body: string) => void): void;
  onConnected(listener: () => void): void;
}

/** Unanswered messages a line may have on the way. */
const WINDOW = 200;
/** An answer that has not come by then is taken for lost; doubled with every attempt. */
const PATIENCE_MS = 15_000;
const LONGEST_PATIENCE_MS = 5 * 60_000;
const TICK_MS = 1_000;

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
  readonly now: () => number;
  /** Writes one line of the agent's log: a stable code and what belongs to it. */
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * Sends what the outbox holds, in order, and lets it forget only what the repository has answered for. While the broker is away the outbox
 * goes on gathering: what has waited too long is sealed only when it can go.
 *
 * Sending again after a lost answer is safe: the repository knows an event by its id and takes it once.
 */
export class Sender {
  readonly #needs: Needs;
  readonly #pace: Pace;
  /** By line: when each message on the way is given up for lost. */
  readonly #onTheWay = new Map<string, Map<number, number>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#pace = new Pace(needs.now());
    for (const line of needs.lines) {
      this.#onTheWay.set(line, new Map());
      needs.broker.subscribe(acknowledgementTopic({ ...needs, line }), (body) => this.acknowledged(line, body));
    }
    needs.broker.onConnected(() => this.wake());
  }

  /** Stops sending. What is on the way stays in the outbox. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Sends what may go, now and from now on whenever something has waited too long. */
  wake(): void {
    const wait = this.#needs.broker.connected() ? this.#attempt(() => this.#sendAll()) : TICK_MS;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.min(wait, TICK_MS));
    this.#timer.unref();
  }

  /** Sends what waits for more to go with, too: somebody wants to see it. */
  sendNow(): void {
    this.#attempt(() => {
      for (const line of this.#onTheWay.keys()) this.#needs.outbox.seal(line, this.#needs.now());
      return 0;
    });
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
    if (!answer.success) return;
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
    const onTheWay = this.#onTheWay.get(line);
    for (const sequence of [...captured, ...refused.map((one) => one.sequence)]) onTheWay?.delete(sequence);
    return 0;
  }

  /** Sends for every line; answers how long to wait before it is worth another look, in milliseconds. */
  #sendAll(): number {
    const { now, outbox, gatherMs } = this.#needs;
    for (const [line, onTheWay] of this.#onTheWay) {
      outbox.seal(line, now(), gatherMs);
      for (const [sequence, lostAt] of onTheWay) if (lostAt <= now()) onTheWay.delete(sequence);
      for (const message of this.#mayGo(line, onTheWay)) {
        const body = outbox.body(line, message.sequence);
        const wait = this.#pace.take(Buffer.byteLength(body), now());
        if (wait > 0) return this.#afterOthers(line, onTheWay, wait);
        this.#send(message, body, onTheWay);
      }
    }
    return TICK_MS;
  }

  /** A line that ran out of allowance goes to the end, so that its backlog does not starve its neighbours. */
  #afterOthers(line: string, onTheWay: Map<number, number>, wait: number): number {
    this.#onTheWay.delete(line);
    this.#onTheWay.set(line, onTheWay);
    return wait;
  }

  #mayGo(line: string, onTheWay: ReadonlyMap<number, number>): Waiting[] {
    const waiting = this.#needs.outbox.waiting(line, WINDOW);
    // A report stands for everything before it, so it leaves only when all of that is answered for.
    return waiting.filter(
      ({ sequence, kind }, place) => !onTheWay.has(sequence) && (kind !== 'lot-report' || place === 0),
    );
  }

  #send({ line, sequence, attempts }: Waiting, body: string, onTheWay: Map<number, number>): void {
    const { outbox, broker, now } = this.#needs;
    onTheWay.set(sequence, now() + Math.min(PATIENCE_MS * 2 ** Math.min(attempts, 10), LONGEST_PATIENCE_MS));
    outbox.published(line, sequence, now());
    broker.publish(captureTopic({ ...this.#needs, line }), body).catch(() => {
      // It may have arrived all the same; it goes again with the next tick, which the repository's event ids make harmless.
      onTheWay.delete(sequence);
    });
  }
}
