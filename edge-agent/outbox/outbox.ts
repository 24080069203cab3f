import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type LineMessage, MOST_MESSAGE_BYTES } from '#shared/messages/agent-to-cloud.ts';
import { type Database, transaction } from '../store/database.ts';
import { bytes, integer, optionalInteger, type Row, text } from '../store/row.ts';
import { Gathering } from './gathering.ts';
import { messageDocument } from './message-document.ts';
import { bodyText, packBody } from './pack-body.ts';
import { SetAside } from './set-aside.ts';
import { toSeal } from './to-seal.ts';

type Unnumbered<Message> = Message extends unknown ? Omit<Message, 'sequence'> : never;
/** A message before it has its place in the line's order. */
export type Posting = Unnumbered<LineMessage>;

/** A message that the repository has not answered for yet. */
export interface Waiting {
  readonly line: string;
  readonly sequence: number;
  readonly kind: string;
  readonly batch: number | undefined;
}

/** A message that the repository will never take as it is: a person has to look. */
export interface Exception {
  readonly line: string;
  readonly sequence: number;
  readonly detail: string;
}

/**
 * What a site has to tell the cloud, kept until the repository (not the broker) has said that it is durable.
 *
 * Containers are gathered and sealed into messages of several. A sealed message has its sequence and never changes, so whatever is sent
 * again under a sequence are the same bytes. It is compressed when it is sealed: what waits takes a fraction of the disk, and of the way.
 */
export class Outbox {
  readonly setAside: SetAside;
  readonly #db: Database;
  readonly #gathering: Gathering;
  readonly #next;
  readonly #insert;
  readonly #waiting;
  readonly #waitingOf;
  readonly #newest;
  readonly #body;

  constructor(db: Database) {
    this.#db = db;
    this.#gathering = new Gathering(db);
    this.setAside = new SetAside(db);
    this.#next = db.prepare(
      `INSERT INTO lines (line, sequence) VALUES (?1, ?2)
       ON CONFLICT (line) DO UPDATE SET sequence = sequence + 1 RETURNING sequence`,
    );
    this.#insert = db.prepare(
      'INSERT INTO outbox (line, sequence, batch, kind, sealed_at, body) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#waiting = db.prepare(
      'SELECT line, sequence, kind, batch FROM outbox WHERE line = ? AND refused IS NULL ORDER BY sequence LIMIT ?',
    );
    this.#waitingOf = db.prepare(
      `SELECT line, sequence, kind, batch FROM outbox WHERE line = ? AND batch IS ? AND refused IS NULL
       ORDER BY sequence LIMIT ?`,
    );
    this.#newest = db.prepare(
      `SELECT line, sequence, kind, batch FROM outbox WHERE line = ? AND refused IS NULL
       ORDER BY sequence DESC LIMIT 1`,
    );
    this.#body = db.prepare('SELECT body FROM outbox WHERE line = ? AND sequence = ?');
  }

  /**
   * Keeps events that belong together for a message, in the caller's transaction, and seals what has become a full one. Throws when they
   * are larger than the broker takes.
   *
   * @param now milliseconds since 1970
   */
  gather(line: string, batch: number, owner: string, events: readonly EpcisEvent[], now: number): void {
    transaction(this.#db, () => {
      this.#gathering.add(line, batch, owner, events, now);
      this.seal(line, now, Number.POSITIVE_INFINITY);
    });
  }

  /**
   * Makes messages of what a line has gathered: of what has waited for `gatherMs`, and of all when that is left out.
   *
   * @param now milliseconds since 1970
   */
  seal(line: string, now: number, gatherMs = 0): void {
    if (toSeal(this.#gathering.waiting(line), now, gatherMs) === 0) return;
    transaction(this.#db, () => {
      for (;;) {
        const waiting = this.#gathering.waiting(line);
        const sealed = waiting.slice(0, toSeal(waiting, now, gatherMs));
        const [first] = sealed;
        if (first === undefined) return;
        const document = messageDocument(this.#gathering.take(sealed));
        this.#put(line, first.batch, { kind: 'epcis', owner: first.owner, document }, now);
      }
    });
  }

  /**
   * Puts a message at the end of its line's queue, behind all that was gathered, in the caller's transaction, and answers its sequence.
   * Throws when the message is larger than the broker takes.
   *
   * @param now milliseconds since 1970: where a new database begins to count, so that a replaced disk repeats no sequence
   */
  append(line: string, batch: number | undefined, posting: Posting, now: number): number {
    return transaction(this.#db, () => {
      this.seal(line, now);
      return this.#put(line, batch, posting, now);
    });
  }

  #put(line: string, batch: number | undefined, posting: Posting, now: number): number {
    const sequence = integer(this.#next.get(line, now) ?? {}, 'sequence');
    const body = JSON.stringify({ ...posting, sequence });
    const size = Buffer.byteLength(body);
    if (size > MOST_MESSAGE_BYTES)
      throw new Error(`a ${posting.kind} message of ${size} bytes is more than the broker takes`);
    this.#insert.run(line, sequence, batch ?? null, posting.kind, now, packBody(body));
    return sequence;
  }

  /** The first messages of a line in order, refused ones left out. */
  waiting(line: string, limit: number): Waiting[] {
    return this.#waiting.all(line, limit).map(waitingOf);
  }

  /** The first messages that a line has to tell of one batch, in order, refused ones left out. */
  waitingOf(line: string, batch: number | undefined, limit: number): Waiting[] {
    return this.#waitingOf.all(line, batch ?? null, limit).map(waitingOf);
  }

  /** The last message of a line that waits. */
  newest(line: string): Waiting | undefined {
    return this.#newest.all(line).map(waitingOf)[0];
  }

  /** The bytes of a message as they are sent. Throws when it was forgotten. */
  sealed(line: string, sequence: number): Uint8Array {
    return bytes(this.#body.get(line, sequence) ?? {}, 'body');
  }

  /** What a message says, as JSON text. Throws when it was forgotten. */
  body(line: string, sequence: number): string {
    return bodyText(this.sealed(line, sequence));
  }

  /** When the message was sealed that has waited longest, in milliseconds since 1970; undefined when none waits. */
  oldest(): number | undefined {
    const row = this.#db.prepare('SELECT sealed_at FROM outbox WHERE refused IS NULL ORDER BY rowid LIMIT 1').get();
    return row === undefined ? undefined : integer(row, 'sealed_at');
  }

  /** Lines that have ever told anything. */
  lines(): string[] {
    return this.#db
      .prepare('SELECT line FROM lines UNION SELECT line FROM gathered ORDER BY line')
      .all()
      .map((row) => text(row, 'line'));
  }

  /** Forgets messages that the repository holds, and answers which batches' reports were among them. */
  captured(line: string, sequences: readonly number[]): number[] {
    const forget = this.#db.prepare('DELETE FROM outbox WHERE line = ? AND sequence = ? RETURNING batch, kind');
    return transaction(this.#db, () =>
      sequences
        .flatMap((sequence) => forget.all(line, sequence))
        .filter((row) => text(row, 'kind') === 'lot-report')
        .map((row) => integer(row, 'batch')),
    );
  }

  /** Sets messages aside that the repository refused. They are kept, shown, and not sent again. */
  refused(line: string, refusals: readonly { sequence: number; detail: string }[]): void {
    const keep = this.#db.prepare('UPDATE outbox SET refused = ? WHERE line = ? AND sequence = ?');
    transaction(this.#db, () => {
      for (const { sequence, detail } of refusals) keep.run(detail, line, sequence);
    });
  }

  /** How many messages the repository has not answered for. */
  depth(): number {
    return integer(this.#db.prepare('SELECT count(*) AS depth FROM outbox WHERE refused IS NULL').get() ?? {}, 'depth');
  }

  /** How many containers (or parts of large ones) no message holds yet. */
  gathering(): number {
    return this.#gathering.count();
  }

  /** Messages set aside, oldest first. */
  exceptions(): Exception[] {
    return this.#db
      .prepare('SELECT line, sequence, refused FROM outbox WHERE refused IS NOT NULL ORDER BY line, sequence LIMIT 100')
      .all()
      .map((row) => ({ line: text(row, 'line'), sequence: integer(row, 'sequence'), detail: text(row, 'refused') }));
  }
}

const waitingOf = (row: Row): Waiting => ({
  line: text(row, 'line'),
  sequence: integer(row, 'sequence'),
  kind: text(row, 'kind'),
  batch: optionalInteger(row, 'batch'),
});
