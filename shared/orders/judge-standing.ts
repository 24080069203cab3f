import type { Lot } from '../messages/lots-api.ts';
import type { OrderStanding, RevisionContent } from '../messages/orders-api.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { contentOf, newestOf, revisionsOf } from './revisions.ts';

/** What a standing makes of a lot. */
export interface Stood {
  /** What the lot has from now on; absent where it keeps what it has. */
  readonly content?: RevisionContent;
  /** The order is over. */
  readonly isCancelled: boolean;
}

/**
 * What becomes of a lot by what its site tells, or `known` when a standing of that time or a later one is kept. The content of the revision that
 * the site runs becomes the lot's, with the line where it runs; a released lot keeps what it was released as.
 *
 * @returns Refused `conflict` for a revision that was never made, and for what cannot be after the lot was cancelled or reported
 */
export function judgeStanding(lot: Lot, told: OrderStanding): Stood | 'known' | Refusal {
  if (lot.standing !== undefined && told.at <= lot.standing.at) return 'known';
  const newest = newestOf(lot);
  if (told.seen > newest)
    return refuse('conflict', `order ${lot.order} has no revision ${told.seen}: ${newest} is its newest`, {
      at: '/seen',
      rule: 'Seriate: L4 gives the revisions of an order',
      remedy: `GET /api/orders/${lot.order} and tell a revision of it`,
    });
  const isCancelled = told.state === 'cancelled';
  if (lot.state === 'cancelled') return isCancelled ? { isCancelled } : cannotBe(lot, told);
  if (lot.state !== 'assigned' && (isCancelled || told.state === 'refused')) return cannotBe(lot, told);
  const content = revisionsOf(lot).find(({ revision }) => revision === told.runs);
  if (lot.state === 'released' || content === undefined) return { isCancelled };
  // What a site does not take has no line there.
  const { line } = told.state === 'refused' ? content : told;
  return { content: { ...contentOf(content), line }, isCancelled };
}

function cannotBe({ order, state }: Lot, told: OrderStanding): Refusal {
  return refuse('conflict', `order ${order} is told to be ${told.state}, and its lot is ${state}`, {
    at: '/state',
    rule: 'Seriate: a cancelled order is never run, and one that was reported was run',
    remedy: 'raise an exception, and hold what the line has packed until it is known which of the two is true',
  });
}
