import { type Refusal, refuse } from '#shared/refusal.ts';
import { type Acts, type Signature, TAKE_BACK } from '../../store/acts.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import { type Database, transaction } from '../../store/database.ts';
import type { OrderChanges } from '../../store/order-changes.ts';

export interface TakeBackNeeds {
  readonly db: Database;
  readonly batches: Pick<Batches, 'get'>;
  readonly orderChanges: Pick<OrderChanges, 'takeBack' | 'cancel'>;
  readonly acts: Pick<Acts, 'append'>;
  /** Whether a line of ours stands: nothing of it moves until a person has it go on. */
  readonly stands: (line: string) => boolean;
  /** Prepares what may be prepared. */
  readonly refresh: () => void;
  /** Told when there is something new for a line. */
  readonly assigned: (line: string) => void;
}

/** What becomes of a batch that is taken back: prepared anew, by the recipe that is approved then, or cancelled. */
export const afterwards = ['prepare', 'cancel'] as const;

/**
 * Takes a batch back of which nothing was printed yet, by a person's signature: its recipe cannot be carried out, or is the wrong one. Line clearance that
 * was signed for it does not count any more.
 *
 * @returns a refusal once anything was printed, or while its line works on it
 */
export function takeBack(
  needs: TakeBackNeeds,
  batch: Batch,
  next: (typeof afterwards)[number],
  signature: Signature,
): Refusal | undefined {
  const { db, batches, orderChanges, acts } = needs;
  const { line, order, recipe, state } = batch;
  if (state === 'clearance' && !needs.stands(line))
    return refuse('conflict', `line ${line} works on it`, {
      rule: 'a batch is taken back where nothing moves',
      remedy: 'Hold or stop the line, and take it back then.',
    });
  const { at, by, name, reason = '' } = signature;
  const who = { at, why: `${name}: ${reason}`, who: by };
  const refusal = transaction(db, () => {
    if (!orderChanges.takeBack(batch, who)) return begun(order.order, line);
    if (next === 'cancel') orderChanges.cancel(batches.get(batch.batch), who);
    const body = { from: state, recipe: recipe.recipe, version: recipe.version, next };
    acts.append({ line, batch: batch.batch, kind: TAKE_BACK, subject: `order ${order.order}`, signature, body });
    return undefined;
  });
  if (refusal !== undefined) return refusal;
  needs.assigned(line);
  needs.refresh();
  return undefined;
}

const begun = (order: string, line: string) =>
  refuse('conflict', `order ${order} cannot be taken back`, {
    rule: 'a batch is taken back when it has a recipe and before its first pack is printed',
    remedy: `Look at it again. What line ${line} has begun is ended there by command Complete; of another maker’s line under Orders, by End order.`,
  });
