import type { Recipe } from '#shared/line/recipe.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Acts, Signature } from '../../store/acts.ts';
import type { Batch } from '../../store/batches.ts';
import { type Database, transaction } from '../../store/database.ts';
import type { OrderChanges } from '../../store/order-changes.ts';

export interface ByHandNeeds {
  readonly db: Database;
  readonly orderChanges: OrderChanges;
  readonly acts: Acts;
  /** Lines of this site. */
  readonly lineNames: readonly string[];
  /** Why a line cannot carry out a recipe; undefined when it can, or when its devices are not ours. */
  readonly cannotCarryOut?: ((line: string, recipe: Recipe) => Refusal | undefined) | undefined;
  /** Told when a line has a batch that may start. */
  readonly assigned: (line: string) => void;
}

/** Has another line of the site run an order, by a person's signature. Refused once a line has begun it. */
export function moveOrder(needs: ByHandNeeds, batch: Batch, line: string, signature: Signature): Refusal | undefined {
  const { orderChanges, lineNames, assigned } = needs;
  const about = { at: '/line', rule: 'an order is run by a line of its site' };
  if (!lineNames.includes(line))
    return refuse('not-found', `this site has no line ${line}`, {
      ...about,
      remedy: `One of ${lineNames.join(', ')}.`,
    });
  if (line === batch.line)
    return refuse('conflict', `it is for ${line} already`, { ...about, remedy: 'Name another line.' });
  const unfit = batch.state === 'assigned' ? needs.cannotCarryOut?.(line, batch.recipe) : undefined;
  if (unfit !== undefined) return unfit;
  const order = { ...batch.order, line };
  const refusal = signed(needs, batch, { kind: 'move-order', signature, body: { from: batch.line, to: line } }, (by) =>
    orderChanges.change(batch, { order, ...by }),
  );
  if (refusal === undefined && batch.state === 'assigned') assigned(line);
  return refusal;
}

/** Cancels an order by a person's signature. Refused once a line has begun it. */
export function cancelOrder(needs: ByHandNeeds, batch: Batch, signature: Signature): Refusal | undefined {
  return signed(needs, batch, { kind: 'cancel-order', signature, body: { line: batch.line } }, (by) =>
    needs.orderChanges.cancel(batch, by),
  );
}

interface Signed {
  readonly kind: string;
  readonly signature: Signature;
  readonly body: unknown;
}

interface By {
  readonly at: string;
  readonly why: string;
  readonly who: string;
}

/** What is done and what was signed are one transaction: a line that begins in the same moment leaves neither. */
function signed(
  { db, acts }: ByHandNeeds,
  { batch, line, order }: Batch,
  { kind, signature, body }: Signed,
  does: (by: By) => boolean,
): Refusal | undefined {
  const { at, by, name, reason = '' } = signature;
  return transaction(db, () => {
    if (!does({ at, why: `${name}: ${reason}`, who: by })) return begun(order.order, line);
    acts.append({ line, batch, kind, subject: `order ${order.order}`, signature, body });
    return undefined;
  });
}

const begun = (order: string, line: string) =>
  refuse('conflict', `order ${order} cannot be moved or cancelled any more`, {
    rule: 'an order is moved and cancelled before line clearance, and once',
    remedy: `Look at it again. What line ${line} has begun is ended there by command Complete; of another maker’s line under Orders, by End order.`,
  });
