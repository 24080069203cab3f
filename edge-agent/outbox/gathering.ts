import * as v from 'valibot';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Database } from '../store/database.ts';
import { integer, type Row, text } from '../store/row.ts';
import { bytesOf } from './message-document.ts';
import { type Gathered, MOST_BYTES } from './to-seal.ts';

export interface Entry extends Gathered {
  readonly entry: number;
}

/** Only what `add` wrote is ever read here, so its members are believed. */
const kept = v.pipe(v.string(), v.parseJson(), v.custom<EpcisEvent[]>(Array.isArray));

/** What lines have told and no message holds yet, in order. */
export class Gathering {
  readonly #db: Database;
  readonly #add;
  readonly #waiting;
  readonly #take;

  constructor(db: Database) {
    this.#db = db;
    this.#add = db.prepare(
      'INSERT INTO gathered (line, batch, owner, events, bytes, since, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#waiting = db.prepare(
      'SELECT entry, batch, owner, events, bytes, since FROM gathered WHERE line = ? ORDER BY entry',
    );
    this.#take = db.prepare('DELETE FROM gathered WHERE entry = ? RETURNING body');
  }

  /** Throws when no message could hold the events. */
  add(line: string, batch: number, owner: string, events: readonly EpcisEvent[], now: number): void {
    const bytes = bytesOf(events);
    if (bytes > MOST_BYTES) throw new Error(`events of ${bytes} bytes are more than the broker takes`);
    this.#add.run(line, batch, owner, events.length, bytes, now, JSON.stringify(events));
  }

  waiting(line: string): Entry[] {
    return this.#waiting.all(line).map(entryOf);
  }

  /** Forgets entries and answers their events; the caller's transaction puts them into a message. */
  take(entries: readonly Entry[]): EpcisEvent[] {
    return entries.flatMap(({ entry }) => v.parse(kept, text(this.#take.get(entry) ?? {}, 'body')));
  }

  /** How many containers (or parts of large ones) of all lines wait. */
  count(): number {
    return integer(this.#db.prepare('SELECT count(*) AS count FROM gathered').get() ?? {}, 'count');
  }
}

const entryOf = (row: Row): Entry => ({
  entry: integer(row, 'entry'),
  batch: integer(row, 'batch'),
  owner: text(row, 'owner'),
  events: integer(row, 'events'),
  bytes: integer(row, 'bytes'),
  since: integer(row, 'since'),
});
