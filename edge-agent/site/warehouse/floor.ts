import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Refusal } from '#shared/refusal.ts';
import { type Observing, observeEvent } from '#shared/trace/observe.ts';
import { chunks, EPCS, grouped } from '../../line/container-events.ts';
import { offsetAt } from '../../line/event-clock.ts';
import { messageDocument } from '../../outbox/message-document.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { MOST_EVENTS } from '../../outbox/to-seal.ts';
import { Refused } from '../../refused.ts';
import type { Acts, Signature } from '../../store/acts.ts';
import type { Batches } from '../../store/batches.ts';
import type { Containers } from '../../store/containers.ts';
import { type Database, transaction } from '../../store/database.ts';
import type { Because, Inventory, Stored } from '../../store/inventory.ts';
import type { Packs } from '../../store/packs.ts';
import { integer, text } from '../../store/row.ts';
import type { SiteExceptions } from '../../store/site-exceptions.ts';
import type { WarehouseOrders } from '../../store/warehouse-orders.ts';
import { type Answers, onceUnder } from '../once-under-token.ts';
import { mustAgree } from './must-agree.ts';
import type { WarehouseNumbers } from './numbers.ts';
import { WAREHOUSE, type WarehouseSettings } from './settings.ts';

export interface WarehouseNeeds {
  readonly db: Database;
  readonly batches: Batches;
  readonly containers: Containers;
  readonly packs: Packs;
  readonly exceptions: SiteExceptions;
  readonly outbox: Outbox;
  readonly acts: Acts;
  readonly inventory: Inventory;
  readonly warehouseOrders: WarehouseOrders;
  readonly numbers: WarehouseNumbers;
  readonly settings: WarehouseSettings & {
    readonly owner: string;
    readonly gln: string;
    /** Tenants that this site packs for. */
    readonly owners?: readonly string[];
  };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told when the outbox has grown. */
  readonly posted: () => void;
}

/** What every act is said with. */
export interface Said {
  /** The caller's own: said again under it, an act is answered as before and done once. */
  readonly token: string;
  /** Only look whether it may be done. */
  readonly trial?: boolean | undefined;
}

/** By whom it is said. */
export interface By {
  readonly who: string;
  readonly signature?: Signature | undefined;
}

/** Rolls a trial back. */
class Tried extends Error {
  readonly answer: object;

  constructor(answer: object) {
    super('only tried');
    this.answer = answer;
  }
}

/**
 * Does an act of the warehouse: all of it, with its events in the outbox and its answer under its token, in one transaction, or nothing.
 *
 * @returns why it may not be done
 */
export function act<Answer extends object>(
  needs: WarehouseNeeds,
  kind: string,
  said: Said,
  by: By,
  work: (floor: Floor) => Answer,
): Answer | Refusal {
  const { db, posted } = needs;
  const { token, trial, ...rest } = said;
  try {
    if (trial === true) {
      return transaction(db, () => {
        throw new Tried(work(new Floor(needs, by)));
      });
    }
    const answer = onceUnder(db, answersOf(needs), { token, said: [kind, rest, by.who] }, () => {
      const floor = new Floor(needs, by);
      const done = work(floor);
      floor.end(kind, rest);
      return { answer: done, at: floor.at };
    });
    posted();
    return answer;
  } catch (error) {
    // What was tried would have had just this answer.
    if (error instanceof Tried) return JSON.parse(JSON.stringify(error.answer));
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Notes something that nobody has said: events, rows and audit trail in one transaction. */
export const quietly = (needs: WarehouseNeeds, kind: string, work: (floor: Floor) => void): void =>
  transaction(needs.db, () => {
    const floor = new Floor(needs, { who: 'agent' });
    work(floor);
    floor.end(kind, {});
  });

/** Whether an act was done under a token and answered. */
export const isAnswered = (needs: WarehouseNeeds, token: string): boolean => answersOf(needs).find(token) !== undefined;

const answersOf = ({ db }: WarehouseNeeds): Answers<{ readonly at: string }> => ({
  find: (token) => {
    const row = db.prepare('SELECT digest, answer FROM warehouse_answers WHERE token = ?').get(token);
    return row && { digest: text(row, 'digest'), answer: text(row, 'answer') };
  },
  keep: (token, { at }, digest, answer) => {
    db.prepare('INSERT INTO warehouse_answers (token, digest, answer, at) VALUES (?, ?, ?, ?)').run(
      ...[token, digest, answer, at],
    );
  },
});

/** What acts have in common: time, words for the audit trail, and events. All of it is within one act's transaction. */
export class Floor {
  readonly needs: WarehouseNeeds;
  readonly who: string;
  readonly #signature: Signature | undefined;
  readonly #events = new Map<string, EpcisEvent[]>();
  readonly #subjects = new Set<string>();
  readonly #relabel = new Set<string>();
  #last: number;

  constructor(needs: WarehouseNeeds, { who, signature }: By) {
    this.needs = needs;
    this.who = who;
    this.#signature = signature;
    const row = needs.db.prepare('SELECT last FROM warehouse_clock').get();
    this.#last = Math.max(needs.now(), row === undefined ? 0 : integer(row, 'last') + 1);
  }

  get at(): string {
    return new Date(this.#last).toISOString();
  }

  /** Today where the warehouse is. */
  get day(): string {
    const local = new Date(this.#last);
    local.setMinutes(local.getMinutes() - local.getTimezoneOffset());
    return local.toISOString().slice(0, 10);
  }

  /** Moments only rise, so that what happened later never looks earlier when the clock is set back. */
  notBefore(at: string | undefined): void {
    if (at !== undefined) this.#last = Math.max(this.#last, Date.parse(at) + 1);
  }

  because = (why: string): Because => ({ at: this.at, who: this.who, why });

  /** The next moment and the warehouse's own place, for an event; a place is told as the configuration spells it. */
  stamp(location?: string) {
    const date = new Date(this.#last);
    this.#last += 1;
    const { readPoint, bizLocation, locations } = this.needs.settings;
    const place = locations.find(({ id }) => canonicalEpc(id) === location)?.id ?? bizLocation;
    return { at: date.toISOString(), offset: offsetAt(date), readPoint, bizLocation: place };
  }

  /** Tells events of one happening, in the state that it has left. Throws `Refused` when they contradict what is recorded. */
  tell(owner: string, ...events: readonly EpcisEvent[]): void {
    mustAgree(this.needs, events);
    this.#events.set(owner, [...(this.#events.get(owner) ?? []), ...events]);
  }

  /** Tells of things that were handled, for each owner and place apart; no event for none. */
  observe(
    things: readonly Stored[],
    about: Pick<Observing, 'step' | 'disposition' | 'documents' | 'parties'>,
    location?: string,
  ): void {
    const apart = Map.groupBy(things, (one) => `${one.owner} ${location ?? one.location ?? ''}`);
    for (const own of apart.values())
      for (const part of chunks(own, EPCS))
        this.tell(
          part[0]?.owner ?? '',
          observeEvent({ ...about, ...this.stamp(location ?? part[0]?.location), epcs: part.map(({ epc }) => epc) }),
        );
  }

  /** The label of a container says what is no longer so; false when it holds nothing any more. */
  labelDue(epc: string, isDue: boolean): void {
    if (isDue) this.#relabel.add(epc);
    else this.#relabel.delete(epc);
  }

  /** Containers that need another label since this act. */
  get relabel(): readonly string[] {
    return [...this.#relabel];
  }

  /** Names what a signed act is about. */
  about(...subjects: readonly string[]): void {
    for (const subject of subjects) this.#subjects.add(subject);
  }

  /** Puts events and signature on disk with what they are about. */
  end(kind: string, body: unknown): void {
    const { db, outbox, acts, now } = this.needs;
    for (const [owner, events] of this.#events)
      for (const group of messages(events))
        outbox.append(WAREHOUSE, undefined, { kind: 'epcis', owner, document: messageDocument(group) }, now());
    if (this.#signature !== undefined) {
      const subject = [...this.#subjects].slice(0, 5).join(' ') || kind;
      acts.append({ line: WAREHOUSE, batch: undefined, kind, subject, signature: this.#signature, body });
    }
    db.prepare('INSERT INTO warehouse_clock VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET last = ?1').run(this.#last);
  }
}

/** Events in as many messages as the broker and the repository want. */
const messages = (events: readonly EpcisEvent[]): EpcisEvent[][] =>
  grouped(events).flatMap((group) => chunks(group, MOST_EVENTS));

/** Refuses an act. */
export function forbid(refusal: Refusal): never {
  throw new Refused(refusal);
}
