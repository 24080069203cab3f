import type { Batch } from '../../store/batches.ts';
import type { NumberLevel } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';

/**
 * Takes a number back of which nothing was said, in the caller's transaction: it leaves the records, and the cloud is told that it came back. Answers whether it
 * was one.
 *
 * @param gtin of what it is for; empty for an SSCC
 */
export function giveBackOne(
  needs: ForeignNeeds,
  { batch, order }: Batch,
  level: NumberLevel,
  gtin: string,
  number: string,
): boolean {
  const { units, handed } = needs;
  const { owner } = order;
  if (level === 'item') {
    const unit = units.find(gtin, number);
    if (unit?.batch !== batch || unit.state !== 'printing' || unit.isEncoded) return false;
    handed.giveBack({ owner, block: units.remove(unit), number }, batch, atOf(needs));
    return true;
  }
  const one = handed.find(gtin, number);
  if (one?.batch !== batch || one.state !== 'allocated') return false;
  handed.remove(one);
  handed.giveBack({ owner, block: one.block, number }, batch, atOf(needs));
  return true;
}
