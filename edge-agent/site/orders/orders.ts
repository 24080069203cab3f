import { setTimeout as sleep } from 'node:timers/promises';
import type { Recipe } from '#shared/line/recipe.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { ListedOrder } from '../../link/cloud-api.ts';
import { chooseRecipe } from '../../recipes/choose-recipe.ts';
import type { Recipes } from '../../recipes/recipes.ts';
import type { Batch, BatchState } from '../../store/batches.ts';
import type { Database } from '../../store/database.ts';
import { progressOf } from '../../store/progress.ts';
import type { SerialStock } from '../serial-stock.ts';
import type { RoundEnd } from '../supply/supply.ts';
import { type TakeNeeds, takeOrder } from './take-order.ts';

interface Needs extends TakeNeeds {
  readonly cloud: { orders(owner: string, site: string): Promise<ListedOrder[]> };
  readonly db: Database;
  readonly recipes: Pick<Recipes, 'all'>;
  /** Who could write and approve recipes. */
  readonly people: { none(): boolean };
  /** Whether a product of which there is no recipe is packed all the same though there are people. */
  readonly packsWithoutRecipe?: boolean;
  /** Why a line cannot carry out a recipe; undefined when it can, or when its devices are not ours. */
  readonly cannotCarryOut?: ((line: string, recipe: Recipe) => Refusal | undefined) | undefined;
  readonly serialStock: Pick<SerialStock, 'prepare'>;
  readonly now: () => number;
  /** Told when a line has a batch that may start. */
  readonly assigned: (line: string) => void;
  /** Asks L4 for what was written here, before orders are fetched. Answers what came to nothing. */
  readonly beforehand?: () => Promise<readonly Trouble[]>;
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
/** How long a round may go on when the agent stops. */
const CLOSING_MS = 2_000;

/** Brings orders from the cloud to the lines: fetched at start, when woken, and slowly all the time. */
export class Orders {
  readonly #needs: Needs;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;
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

  /** Begins no round any more, and waits for the one at hand a little: what the cloud is asked for then is asked again at the next start. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped = true;
    await Promise.race([this.#round, sleep(CLOSING_MS, undefined, { ref: false })]);
  }

  /** What went wrong in the last round. */
  troubles(): readonly Trouble[] {
    return this.#troubles;
  }

  /** Fetches orders and gets them their numbers; what goes wrong is among the troubles. Asked again while it does, it goes round once more. */
  refresh(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
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
        await this.#beforehand(round);
        for (const owner of this.#needs.owners) await this.#fetch(owner, round);
        for (const batch of this.#still('created')) await this.#prepare(batch, round);
        for (const state of ['assigned', 'clearance', 'running', 'paused', 'closing'] as const) {
          for (const batch of this.#still(state)) {
            await this.#numbers(batch, round, () => this.#topUp(batch));
          }
        }
      } catch (error) {
        round.troubles.push({ subject: 'the agent’s database', detail: reasonOf(error) });
      }
      await this.#afterwards(round);
      this.#troubles = round.troubles;
    } while (this.#again && !this.#stopped);
  }

  async #afterwards(round: Round): Promise<void> {
    try {
      await this.#needs.afterwards?.(round);
    } catch (error) {
      round.troubles.push({ subject: 'numbers of the site', detail: reasonOf(error) });
    }
  }

  /** Batches in a state, each as it is when its turn comes: people change and cancel orders while numbers are fetched for others. */
  *#still(state: BatchState): Generator<Batch> {
    const { batches } = this.#needs;
    for (const { batch } of batches.in(state)) {
      if (this.#stopped) return;
      const now = batches.get(batch);
      if (now.state === state) yield now;
    }
  }

  async #beforehand({ troubles }: Round): Promise<void> {
    troubles.push(...((await this.#needs.beforehand?.()) ?? []));
    this.#needs.orderChanges.standAll(this.#at());
  }

  async #fetch(owner: string, round: Round): Promise<void> {
    const { cloud, site } = this.#needs;
    try {
      for (const order of await cloud.orders(owner, site)) this.#take(order, owner, round);
    } catch (error) {
      round.troubles.push({ subject: `orders of ${owner}`, detail: reasonOf(error) });
    }
  }

  #take(order: ListedOrder, asked: string, { troubles, refused }: Round): void {
    const { site } = this.#needs;
    const foreign = order.owner === asked ? undefined : `it belongs to ${order.owner}`;
    const elsewhere = order.site === site ? undefined : `it is for site ${order.site}`;
    // What is not ours to run is not ours to refuse.
    const problem = foreign ?? elsewhere ?? takeOrder(this.#needs, order, this.#at());
    if (problem === undefined) return;
    troubles.push({ subject: `order ${order.order} of ${asked}`, detail: problem });
    refused.push(`order ${order.order} of ${asked}: ${problem}`);
  }

  async #prepare(batch: Batch, round: Round): Promise<void> {
    const { order } = batch;
    const { recipes, people, packsWithoutRecipe = false } = this.#needs;
    const chosen = chooseRecipe(order, recipes.all(), packsWithoutRecipe || people.none());
    const recipe = isRefusal(chosen) ? chosen : (this.#needs.cannotCarryOut?.(batch.line, chosen) ?? chosen);
    // What is approved meanwhile is found in the next round.
    if (!isRefusal(recipe)) await this.#numbers(batch, round, () => this.#assign(batch, recipe));
    else
      round.troubles.push({
        subject: `order ${order.order} of ${order.owner}`,
        detail: `${recipe.detail}. ${recipe.remedy}`,
      });
  }

  async #assign(batch: Batch, recipe: Recipe): Promise<void> {
    const { serialStock, batches, assigned } = this.#needs;
    await serialStock.prepare(batch, recipe);
    const { state, edition } = batches.get(batch.batch);
    // Numbers take their time: an order that was changed, moved or cancelled meanwhile is prepared as it is now, in a round that follows at once.
    if (state !== 'created' || edition !== batch.edition) {
      this.#again = true;
      return;
    }
    batches.assign(batch, recipe, this.#at());
    assigned(batch.line);
  }

  /** Labels that were printed twice or thrown away take more numbers than the order has packs. */
  #topUp(batch: Batch): Promise<void> {
    const { db, serialStock } = this.#needs;
    return serialStock.prepare(batch, batch.recipe, progressOf(db, batch.batch));
  }

  #at = (): string => new Date(this.#needs.now()).toISOString();

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
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
