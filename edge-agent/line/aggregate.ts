import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Containers } from '../store/containers.ts';
import { type Database, transaction } from '../store/database.ts';
import type { Journal } from '../store/journal.ts';
import type { Stock } from '../store/stock.ts';
import { containerEvents, type Place } from './container-events.ts';
import { EventClock } from './event-clock.ts';

export interface PackerNeeds {
  readonly db: Database;
  readonly journal: Journal;
  readonly containers: Containers;
  readonly stock: Stock;
  readonly outbox: Outbox;
  readonly line: string;
  readonly place: Place;
  readonly now: () => number;
}

/** Closes the cases and pallets of one batch. The container, what is in it and what the cloud is told are one transaction. */
export class Packer {
  readonly #needs: PackerNeeds;
  readonly #batch: number;
  readonly #order: Order;
  readonly #clock: EventClock;

  constructor(needs: PackerNeeds, { batch, order }: { batch: number; order: Order }) {
    this.#needs = needs;
    this.#batch = batch;
    this.#order = order;
    this.#clock = new EventClock(needs.now, needs.containers.lastClosed(batch));
  }

  /** Closes every case and pallet that is full; answers how many units went into cases. */
  closeFull(): number {
    return this.#close(this.#order.unitsPerCase, this.#order.casesPerPallet);
  }

  /** Closes what is open at the end of a batch, full or not. */
  closeRest(): number {
    return this.closeFull() + this.#close(1, 1);
  }

  #close(leastUnits: number, leastCases: number): number {
    const { db, journal, containers } = this.#needs;
    return transaction(db, () => {
      const loose = journal.loose(this.#batch);
      let packed = 0;
      while (loose.length >= leastUnits) {
        const units = loose.splice(0, this.#order.unitsPerCase);
        this.#closeCase(units);
        packed += units.length;
      }
      const cases = containers.looseCases(this.#batch);
      while (cases.length >= leastCases) this.#closePallet(cases.splice(0, this.#order.casesPerPallet));
      return packed;
    });
  }

  #closeCase(units: readonly { ordinal: number; serial: string }[]): void {
    const { gtin, companyPrefix, lot, expiry } = this.#order;
    const parent = this.#sscc();
    const children = units.map(({ serial }) => orThrow(sgtinUrn({ gtin, serial, companyPrefix })));
    const closed = this.#tell({ parent, children, commission: { lot, expiry } });
    const ordinals = units.map(({ ordinal }) => ordinal);
    this.#needs.containers.closeCase(this.#batch, parent, ordinals, closed);
  }

  #closePallet(cases: Parameters<Containers['closePallet']>[2]): void {
    const parent = this.#sscc();
    const closed = this.#tell({ parent, children: cases.map(({ epc }) => epc) });
    // A full pallet leaves the line, and whoever ships it must not be ahead of what it holds.
    this.#needs.outbox.seal(this.#needs.line, this.#needs.now());
    this.#needs.containers.closePallet(this.#batch, parent, cases, closed);
  }

  #tell(packed: { parent: string; children: readonly string[]; commission?: { lot: string; expiry: string } }): string {
    const { outbox, line, place, now } = this.#needs;
    const [commissioned, closed] = [this.#clock.stamp(), this.#clock.stamp()];
    for (const events of containerEvents({ ...packed, place, commissioned, closed })) {
      outbox.gather(line, this.#batch, this.#order.owner, events, now());
    }
    return closed.at;
  }

  #sscc(): string {
    const { owner, ssccPool: pool, companyPrefix } = this.#order;
    const sscc = this.#needs.stock.take({ batch: this.#batch, owner, pool });
    return orThrow(ssccUrn({ sscc, companyPrefix }));
  }
}

/** Numbers that break GS1's rules came from the cloud: nothing here can mend them. */
function orThrow(urn: string | Refusal): string {
  if (isRefusal(urn)) throw new Error(urn.detail);
  return urn;
}
