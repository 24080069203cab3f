import type { StatementSync } from 'node:sqlite';
import * as v from 'valibot';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { Outbox } from '../outbox/outbox.ts';
import { bodyText } from '../outbox/pack-body.ts';
import { type Broker, Sender } from '../outbox/sender.ts';
import { anOrder, at, storesOf } from './builders.ts';
import { mortal } from './mortal.ts';

export const LINE = 'line-1';
const GATHER_MS = 30_000;
const document = v.object({ epcisBody: v.object({ eventList: v.array(v.object({ parentID: v.string() })) }) });

/** The cloud: keeps what was published last under each sequence, and says so when it was other content before. */
export class Cloud implements Broker {
  up = true;
  probe: () => void = () => undefined;
  changed = false;
  readonly bodies = new Map<number, string>();
  answer: (body: string) => void = () => undefined;
  connected = () => this.up;
  onConnected = () => undefined;
  subscribe(_: string, listener: (body: string) => void): void {
    this.answer = listener;
  }
  async publish(_: string, bytes: string | Uint8Array): Promise<void> {
    this.probe();
    const body = bodyText(Buffer.from(bytes));
    const { sequence } = v.parse(lineMessage, JSON.parse(body));
    this.changed ||= (this.bodies.get(sequence) ?? body) !== body;
    this.bodies.set(sequence, body);
    this.probe();
  }
  /** What all messages told, in order of their sequence. */
  get told(): string[] {
    return [...this.bodies].sort(([a], [b]) => a - b).flatMap(([, body]) => namesIn(body));
  }
}

/** The parents whose containers a message tells. */
export function namesIn(body: string): string[] {
  const message = v.parse(lineMessage, JSON.parse(body));
  if (message.kind !== 'epcis') return [];
  return v.parse(document, message.document).epcisBody.eventList.map(({ parentID }) => parentID);
}

/** A statement before which the power may fail, so that it fails within transactions too. */
function probed(statement: StatementSync, probe: () => void): StatementSync {
  return new Proxy(statement, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        probe();
        return Reflect.apply(member, target, given);
      };
    },
  });
}

/** An agent's outbox and sender over one database; it lives until its power fails. */
export class Plant {
  readonly cloud = new Cloud();
  now = 1_000_000;
  #ticks = 0;
  readonly #directory: string;
  #life: ReturnType<Plant['start']>;

  constructor(directory: string) {
    this.#directory = directory;
    this.#life = this.start(Number.POSITIVE_INFINITY);
    storesOf(this.#life.db).batches.create(anOrder(), at);
  }

  start(steps: number) {
    const { db, probe, isDead } = mortal(this.#directory, steps);
    const prepare = db.prepare.bind(db);
    db.prepare = (sql) => probed(prepare(sql), probe);
    const { batches } = storesOf(db);
    const outbox = new Outbox(db);
    this.cloud.probe = probe;
    const sender = new Sender({
      db,
      outbox,
      batches,
      broker: this.cloud,
      tenant: 'packright',
      site: 'plant',
      lines: [LINE],
      gatherMs: GATHER_MS,
      now: () => this.now,
      ticks: () => (this.#ticks = Math.max(this.#ticks, this.now)),
      log: () => undefined,
    });
    return { db, outbox, sender, isDead };
  }

  restart(steps = Number.POSITIVE_INFINITY): void {
    this.#life.sender.stop();
    if (this.#life.db.isOpen) this.#life.db.close();
    this.#life = this.start(steps);
  }

  /** Does a step; when the power fails in it, somebody starts the agent again. */
  step(work: (life: ReturnType<Plant['start']>) => void): void {
    try {
      work(this.#life);
    } catch (error) {
      if (!this.#life.isDead()) throw error;
    }
    if (this.#life.isDead()) this.restart();
  }

  get outbox(): Outbox {
    return this.#life.outbox;
  }
  stop(): void {
    this.#life.sender.stop();
    this.#life.db.close();
  }
}
