import { createHash } from 'node:crypto';
import { numbersNeeded, type Progress } from '#shared/line/numbers-needed.ts';
import type { Recipe } from '#shared/line/recipe.ts';
import type { Order, SerialBlock, SerialPage, SerialRequest } from '#shared/messages/site-api.ts';
import { pageText } from '#shared/serials/page-text.ts';
import { CloudFailure } from '../link/cloud-failure.ts';
import type { Batch } from '../store/batches.ts';
import type { Block, PoolOf, Stock, Supply, TakerSupply } from '../store/stock.ts';

/** The cloud, as far as numbers go. */
export interface SerialSource {
  requestSerials(owner: string, request: SerialRequest): Promise<SerialBlock>;
  serials(owner: string, requestId: string, from: number, limit: number): Promise<SerialPage>;
}

interface Needs {
  readonly stock: Stock;
  readonly cloud: SerialSource;
  readonly site: string;
  /** A request id that was never used before. */
  readonly newId: () => string;
  readonly now: () => number;
}

const PAGE = 5_000;
/** How often a page is fetched that does not come as it was sent. */
const ATTEMPTS = 3;
/** Answers by which the cloud says for good that a pool gives no such block, and by which it gave none. */
const GIVES_NONE = [404, 409];
/** The same, and those by which it says that the asker may not have it so. */
const REFUSES = [400, 403, ...GIVES_NONE];

/** A block did not come as it should; others may. */
class BlockFault extends Error {}

/** Gets a batch its numbers before it may start: a line that runs dry in the middle cannot be helped from offline. */
export class SerialStock {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /**
   * Brings everything a batch will need from where it stands to the site. May be called again at any time and after any failure: what
   * was asked for is asked for under the same id, what was fetched is not fetched again.
   */
  async prepare(wanted: Batch, recipe: Recipe = wanted.recipe, done?: Progress): Promise<void> {
    const { batch, order } = wanted;
    for (const { pool, count } of numbersNeeded(order, recipe, done)) {
      this.#want({ batch, owner: order.owner, pool }, count);
    }
    await this.#fetchAll(this.#needs.stock.incomplete(batch), order);
  }

  /**
   * Fetches what was asked for ahead, for no batch yet. The same holds as for `prepare`. What a pool does not give is asked for no longer once it is not
   * wanted any more.
   */
  async fetchAhead(isWanted: (pool: PoolOf) => boolean): Promise<void> {
    const { stock, now } = this.#needs;
    await this.#fetchAll(stock.incomplete(undefined), undefined, (block, error) => {
      const isRefused = error instanceof CloudFailure && GIVES_NONE.includes(error.status ?? 0);
      if (isRefused && block.granted === undefined && !isWanted(block))
        stock.giveUp(block.request, new Date(now()).toISOString(), error.message);
      return false;
    });
  }

  /**
   * Has a taker without a batch come to so many numbers as it wants, and fetches what it was not given yet. The same holds as for `prepare`. What was
   * asked of another pool, that it takes from no more, is asked for until the cloud says that it gives none.
   */
  async prepareFor(supply: TakerSupply, needed: number): Promise<void> {
    const { stock, newId, now } = this.#needs;
    const missing = needed - stock.level(supply).asked;
    const at = new Date(now()).toISOString();
    if (missing > 0) stock.want(newId(), supply, missing, at);
    const isOwn = ({ owner, pool }: Block) => owner === supply.owner && pool === supply.pool;
    const blocks = stock.incomplete(supply.taker).filter((block) => isOwn(block) || block.granted === undefined);
    await this.#fetchAll(blocks, undefined, (block, error) => {
      const refused = error instanceof CloudFailure && REFUSES.includes(error.status ?? 0);
      if (isOwn(block) || !refused || block.granted !== undefined) return false;
      stock.giveUp(block.request, at, `${supply.taker} takes from another pool now: ${error.message}`);
      return true;
    });
  }

  #want(supply: Supply, needed: number): void {
    const { stock, newId, now } = this.#needs;
    const lacking = needed - stock.level(supply).asked;
    if (lacking > 0) stock.adopt(supply, lacking);
    const missing = needed - stock.level(supply).asked;
    if (missing > 0) stock.want(newId(), supply, missing, new Date(now()).toISOString());
  }

  /**
   * Fetches blocks one after the other. A pool that gives none, or not as it should, keeps no other from being fetched; when the cloud is away, or in
   * trouble, none is asked for any more. Throws what failed first; not what `failed` says is settled.
   */
  async #fetchAll(
    blocks: readonly Block[],
    order?: Order,
    failed: (block: Block, error: unknown) => boolean = () => false,
  ): Promise<void> {
    const failures = new Map<string, unknown>();
    for (const block of blocks) {
      const pool = `${block.owner} ${block.pool}`;
      if (failures.has(pool)) continue;
      try {
        await this.#fetch(block, order);
      } catch (error) {
        const concernsPool =
          error instanceof BlockFault || (error instanceof CloudFailure && error.failure === 'permanent');
        if (!concernsPool) throw failures.size > 0 ? [...failures.values()][0] : error;
        if (!failed(block, error)) failures.set(pool, error);
      }
    }
    if (failures.size > 0) throw [...failures.values()][0];
  }

  async #fetch(block: Block, order?: Order): Promise<void> {
    const { stock } = this.#needs;
    const { request } = block;
    let { granted } = block.granted === undefined ? await this.#ask(block, order) : block;
    while (granted !== undefined && granted.fetched <= granted.last) {
      const { cursor, fetched } = granted;
      const { first, serials, extra, next } = await this.#page(block, cursor);
      if (first !== cursor) throw new BlockFault(`block ${request}: the page from ${cursor} begins with ${first}`);
      if (serials.length === 0 && next === undefined)
        throw new BlockFault(`block ${request}: the page from ${cursor} is empty`);
      if (extra !== undefined && extra.length !== serials.length)
        throw new BlockFault(`block ${request}: the page from ${cursor} has not as many tails as serials`);
      ({ granted } = stock.keep(request, { first: fetched, serials, extra }, next));
    }
  }

  /** A page as the cloud sent it: one that was changed on its way is fetched again. */
  async #page({ owner, request }: Block, cursor: number): Promise<SerialPage> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const page = await this.#needs.cloud.serials(owner, request, cursor, PAGE);
      // A cloud of an older release tells no checksum.
      if (page.sha256 === undefined || page.sha256 === checksum(page)) return page;
    }
    throw new BlockFault(`block ${request}: the page from ${cursor} is not what its checksum says`);
  }

  async #ask({ owner, pool, request, wanted, line }: Block, order: Order | undefined): Promise<Block> {
    const { stock, cloud, site, now } = this.#needs;
    const bound = order && { line: line ?? order.line, order: order.order };
    const asked = { requestId: request, pool, count: wanted, site, ...bound };
    const { first, last, skips } = await cloud.requestSerials(owner, asked);
    // A pool whose keys were changed skips some: it gives more counters than numbers.
    if (last - first + 1 < wanted)
      throw new BlockFault(`block ${request}: ${last - first + 1} numbers for ${wanted} asked`);
    return stock.grant(request, { first, last, ...(skips && { skips }) }, new Date(now()).toISOString());
  }
}

const checksum = (page: SerialPage): string => createHash('sha256').update(pageText(page)).digest('hex');
