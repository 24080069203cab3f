import { writeElementString } from '#shared/gs1/element-string.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import type { Recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import { itemLabel } from '../line/label.ts';
import { chooseRecipe } from '../recipes/choose-recipe.ts';
import type { Recipes } from '../recipes/recipes.ts';
import type { Batch, Batches } from '../store/batches.ts';
import type { Database } from '../store/database.ts';
import { progressOf } from '../store/progress.ts';
import type { SerialStock } from './serial-stock.ts';
import type { RoundEnd } from './supply/supply.ts';

interface Needs {
  readonly cloud: { orders(owner: string, site: string): Promise<Order[]> };
  readonly db: Database;
  readonly batches: Batches;
  readonly recipes: Pick<Recipes, 'all'>;
  readonly serialStock: Pick<SerialStock, 'prepare'>;
  readonly site: string;
  readonly owners: readonly string[];
  readonly lines: readonly string[];
  readonly now: () => number;
  /** Told when a line has a batch that may start. */
  readonly assigned: (line: string) => void;
  /** What is done about numbers when every order has been looked at. */
  readonly afterwards?: (end: RoundEnd) => Promise<void>;
}

/** Something about an order, or about fetching orders, that a person may have to look at. */
export interface Trouble {
  readonly subject: string;
  readonly detail: string;
}

/** What a round comes to. */
interface Round {
  readonly troubles: Trouble[];
  readonly refused: string[];
  readonly waiting: string[];
}

const POLL_MS = 60_000;

/** Brings orders from the cloud to the lines: fetched at start, when woken, and slowly all the time. */
export class Orders {
  readonly #needs: Needs;
  #round: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #troubles: Trouble[] = [];

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Fetches now and keeps fetching. */
  start(): void {
    // A wake may be lost; the poll finds what was missed, and retries what failed.
    this.#timer = setInterval(() => void this.refresh(), POLL_MS);
    this.#timer.unref();
    void this.refresh();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** What went wrong in the last round. */
  troubles(): readonly Trouble[] {
    return this.#troubles;
  }

  /** Fetches orders and gets them their numbers; what goes wrong is among the troubles. Asked again while it does, it goes round once more. */
  refresh(): Promise<void> {
    if (this.#round !== undefined) this.#again = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #rounds(): Promise<void> {
    do {
      this.#again = false;
      const round: Round = { troubles: [], refused: [], waiting: [] };
      try {
        for (const owner of this.#needs.owners) await this.#fetch(owner, round);
        for (const batch of this.#needs.batches.in('created')) await this.#prepare(batch, round);
        for (const state of ['assigned', 'clearance', 'running', 'paused', 'closing'] as const) {
          for (const batch of this.#needs.batches.in(state)) {
            await this.#numbers(batch, round, () => this.#topUp(batch));
          }
        }
      } catch (error) {
        round.troubles.push({ subject: 'the agent’s database', detail: reasonOf(error) });
      }
      await this.#afterwards(round);
      this.#troubles = round.troubles;
    } while (this.#again);
  }

  async #afterwards(round: Round): Promise<void> {
    try {
      await this.#needs.afterwards?.(round);
    } catch (error) {
      round.troubles.push({ subject: 'numbers of the site', detail: reasonOf(error) });
    }
  }

  async #fetch(owner: string, { troubles, refused }: Round): Promise<void> {
    const { cloud, batches, site, now } = this.#needs;
    try {
      for (const order of await cloud.orders(owner, site)) {
        const problem = this.#problem(order, owner);
        if (problem === undefined) batches.create(order, new Date(now()).toISOString());
        else {
          troubles.push({ subject: `order ${order.order} of ${owner}`, detail: problem });
          refused.push(`order ${order.order} of ${owner}: ${problem}`);
        }
      }
    } catch (error) {
      troubles.push({ subject: `orders of ${owner}`, detail: reasonOf(error) });
    }
  }

  async #prepare(batch: Batch, round: Round): Promise<void> {
    const { order } = batch;
    const recipe = chooseRecipe(order, this.#needs.recipes.all());
    // What is approved meanwhile is found in the next round.
    if (!isRefusal(recipe)) await this.#numbers(batch, round, () => this.#assign(batch, recipe));
    else
      round.troubles.push({
        subject: `order ${order.order} of ${order.owner}`,
        detail: `${recipe.detail}. ${recipe.remedy}`,
      });
  }

  async #assign(batch: Batch, recipe: Recipe): Promise<void> {
    const { serialStock, batches, now, assigned } = this.#needs;
    await serialStock.prepare(batch, recipe);
    batches.assign(batch, recipe, new Date(now()).toISOString());
    assigned(batch.line);
  }

  /** Labels that were printed twice or thrown away take more numbers than the order has packs. */
  #topUp(batch: Batch): Promise<void> {
    const { db, serialStock } = this.#needs;
    return serialStock.prepare(batch, batch.recipe, progressOf(db, batch.batch));
  }

  async #numbers({ order, state }: Batch, { troubles, waiting }: Round, get: () => Promise<void>): Promise<void> {
    try {
      await get();
    } catch (error) {
      // The next round goes on where this one broke off.
      const subject = `numbers for order ${order.order} of ${order.owner}`;
      troubles.push({ subject, detail: reasonOf(error) });
      // Those on a line are told by what they lack.
      if (state === 'created') waiting.push(`${subject}: ${reasonOf(error)}`);
    }
  }

  /** Why an order cannot be run here; found now, it costs nothing, and found at the first closed case it costs the batch. */
  #problem(order: Order, asked: string): string | undefined {
    const { owner, site, line, gtin, companyPrefix } = order;
    if (owner !== asked) return `it belongs to ${owner}`;
    if (site !== this.#needs.site) return `it is for site ${site}`;
    if (!this.#needs.lines.includes(line)) return `this site has no line ${line}`;
    const unusable = [
      sgtinUrn({ gtin, serial: '1', companyPrefix }),
      writeElementString([...itemLabel(order, '1', standardRecipe(order)).elements]),
    ].find(isRefusal);
    return unusable?.detail;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
