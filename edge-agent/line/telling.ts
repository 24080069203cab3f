import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Batch } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { Stamps } from '../store/stamps.ts';
import type { Place, Stamp } from './container-events.ts';
import type { Door } from './door.ts';
import { EventClock } from './event-clock.ts';

export interface TellingNeeds {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly door: Door;
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When what is told has happened, where that was not just now. */
  readonly happened?: (() => number) | undefined;
  /** The offset from UTC where it happened, such as +02:00; this machine's own when left out. */
  readonly offset?: string | undefined;
}

/** Tells the cloud of one batch, in the transactions of whoever changes it. Stamps only ever rise, whoever tells. */
export class Telling {
  readonly place: Place;
  readonly #needs: TellingNeeds;
  readonly #batch: Pick<Batch, 'batch' | 'line' | 'order'>;
  readonly #stamps: Stamps;

  constructor(needs: TellingNeeds, batch: Pick<Batch, 'batch' | 'line' | 'order'>) {
    this.#needs = needs;
    this.#batch = batch;
    this.#stamps = new Stamps(needs.db);
    this.place = needs.place;
  }

  /** The stamp of the next event. */
  stamp(): Stamp {
    const { batch } = this.#batch;
    const stamp = new EventClock(this.#needs.happened ?? this.#needs.now, this.#stamps.last(batch)).stamp(
      this.#needs.offset,
    );
    this.#stamps.keep(batch, stamp.at);
    return stamp;
  }

  /** Keeps events that belong together for a message, unless the site's door holds them back. */
  tell(events: readonly EpcisEvent[]): void {
    const { batch, line, order } = this.#batch;
    this.#needs.door.admit(line, batch, order.owner, events, this.#needs.now());
  }

  /** What is gathered becomes a message now. */
  seal(): void {
    this.#needs.outbox.seal(this.#batch.line, this.#needs.now());
  }
}
