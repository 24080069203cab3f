import type { OrderStanding } from '#shared/messages/orders-api.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import type { Standings } from '../../store/standings.ts';
import type { Trouble } from './orders.ts';

interface Needs {
  readonly cloud: { tellStanding(owner: string, order: string, body: OrderStanding): Promise<void> };
  readonly standings: Standings;
}

/** Tells L4 how orders stand, each until it has answered: soon after a change, and with every round over the orders. */
export class StandingTeller {
  readonly #needs: Needs;
  #telling: Promise<void> | undefined;
  #again = false;
  #failed: string | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    needs.standings.askAgain();
    // Once what noted it is durable: telling begins after the transaction, or not at all.
    needs.standings.onNoted(() => setImmediate(() => void this.tell()));
  }

  /** Tells what is to be told; resolves when that was tried, and never rejects. */
  tell(): Promise<void> {
    if (this.#telling !== undefined) this.#again = true;
    this.#telling ??= this.#rounds().finally(() => {
      this.#telling = undefined;
    });
    return this.#telling;
  }

  /** What L4 does not know yet, and why. */
  troubles(): readonly Trouble[] {
    const turnedDown = this.#needs.standings.refusals().map(({ owner, order, refused = '' }) => ({
      subject: `standing of order ${order} of ${owner}`,
      detail: refused,
    }));
    return this.#failed === undefined
      ? turnedDown
      : [...turnedDown, { subject: 'standings of orders', detail: this.#failed }];
  }

  async #rounds(): Promise<void> {
    try {
      do {
        this.#again = false;
        this.#failed = undefined;
        await this.#tellAll();
      } while (this.#again);
    } catch (error) {
      // Nothing is lost: the next change or round tells it.
      this.#failed = error instanceof Error ? error.message : String(error);
    }
  }

  /** Safe to tell again after a lost answer: L4 goes by the time of a standing, and keeps the newest. */
  async #tellAll(): Promise<void> {
    const { cloud, standings } = this.#needs;
    const unheard = new Set<string>();
    for (const one of standings.untold()) {
      const { owner, order, standing } = one;
      if (unheard.has(owner)) continue;
      try {
        await cloud.tellStanding(owner, order, standing);
        standings.told(one);
      } catch (error) {
        if (!(error instanceof CloudFailure)) throw error;
        if (error.failure === 'permanent') standings.turnedDown(one, error.message);
        else {
          unheard.add(owner);
          this.#failed = error.message;
        }
      }
    }
  }
}
