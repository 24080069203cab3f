import { createHash } from 'node:crypto';
import type { GiveBack } from '#shared/messages/serials-api.ts';
import type { SerialBlock, SerialPage, SerialRequest } from '#shared/messages/site-api.ts';
import { pageText } from '#shared/serials/page-text.ts';
import { CloudFailure } from '../link/cloud-failure.ts';

/** A cloud that gives each request id one block and takes numbers back once, and that loses answers or changes pages when told to. */
export class SerialCloud {
  readonly asked: SerialRequest[] = [];
  readonly blocks = new Map<string, SerialBlock>();
  /** What came back, by the id it came under. */
  readonly returned = new Map<string, GiveBack & { readonly block: string }>();
  pageSize = 5;
  pages = 0;
  /** Every n-th counter is skipped, as in a pool whose keys were changed; 0 skips none. */
  skipEvery = 0;
  /** The n-th answer from now on is lost, after everything was done. */
  loseNext = 0;
  /** So many pages from now on are changed on their way. */
  spoilNext = 0;
  /** What stands behind serials, and how many of a page have something behind them. */
  tails: { readonly of: (serial: string) => Record<string, string>; readonly most?: number } | undefined;
  /** Pools that have no number left. */
  readonly dry = new Set<string>();
  #next = 1_000;

  async requestSerials(_owner: string, request: SerialRequest): Promise<SerialBlock> {
    const { requestId, pool, count } = request;
    this.asked.push(request);
    if (this.dry.has(pool)) throw new CloudFailure('permanent', `pool ${pool} is exhausted`, { status: 409 });
    const first = this.isSkipped(this.#next) ? this.#next + 1 : this.#next;
    let last = first - 1;
    for (let given = 0; given < count; ) if (!this.isSkipped(++last)) given++;
    const skips = countersOf({ first, last }).filter((counter) => this.isSkipped(counter));
    const known = this.blocks.get(requestId) ?? { requestId, pool, first, last, skips };
    if (!this.blocks.has(requestId)) this.#next = last + 1;
    this.blocks.set(requestId, known);
    this.#maybeLose();
    return known;
  }

  async serials(_owner: string, requestId: string, from: number, limit: number): Promise<SerialPage> {
    this.pages++;
    this.#maybeLose();
    const last = this.blocks.get(requestId)?.last ?? 0;
    const end = Math.min(last, from + Math.min(limit, this.pageSize) - 1);
    const counters = countersOf({ first: from, last: end }).filter((counter) => !this.isSkipped(counter));
    const named = counters.map((counter) => `N${counter}`);
    const extra = this.tails && { extra: named.slice(0, this.tails.most).map(this.tails.of) };
    const page = { serials: named, first: from, ...extra };
    const sha256 = createHash('sha256').update(pageText(page)).digest('hex');
    const isSpoilt = this.spoilNext > 0 && this.spoilNext-- > 0;
    const serials = isSpoilt ? page.serials.map(() => 'N1') : page.serials;
    return { ...page, serials, sha256, ...(end < last ? { next: end + 1 } : {}) };
  }

  async giveBack(_owner: string, block: string, body: GiveBack): Promise<void> {
    const before = this.returned.get(body.id);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify({ ...body, block }))
      throw new Error(`${body.id} stands for another return`);
    this.returned.set(body.id, { ...body, block });
    this.#maybeLose();
  }

  /** Every number that came back, as often as it did. */
  cameBack(): string[] {
    return [...this.returned.values()].flatMap(({ ranges = [], serials = [] }) => [
      ...ranges
        .flatMap(countersOf)
        .filter((counter) => !this.isSkipped(counter))
        .map((counter) => `N${counter}`),
      ...serials,
    ]);
  }

  isSkipped(counter: number): boolean {
    return this.skipEvery > 0 && counter % this.skipEvery === 0;
  }

  #maybeLose(): void {
    if (this.loseNext > 0 && this.loseNext-- === 1) throw new Error('the answer was lost');
  }
}

const countersOf = ({ first, last }: { first: number; last: number }): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);
