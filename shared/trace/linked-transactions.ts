import type { BizTransaction } from '../epcis/event.ts';
import { happeningsTo, type Timeline } from './timeline.ts';

/**
 * Business documents a thing is linked to by TransactionEvents (EPCIS 2.0 §7.4.4), in the order of linking. A DELETE that names no objects
 * unlinks all; it counts when it is among the events.
 */
export function linkedTransactions(timeline: Timeline, epc: string): BizTransaction[] {
  const named = new Set(happeningsTo(timeline, epc).filter(({ stored }) => stored.event.type === 'TransactionEvent'));
  const linked = new Map<string, BizTransaction>();
  if (named.size === 0) return [];
  for (const happening of timeline.happenings) {
    const { event } = happening.stored;
    if (event.type !== 'TransactionEvent' || happening.declarations.length > 0 || event.action === 'OBSERVE') continue;
    const all = event.action === 'DELETE' && happening.mentions.length === 0 && !event.quantityList?.length;
    if (!all && !named.has(happening)) continue;
    for (const one of event.bizTransactionList) {
      const key = JSON.stringify([one.type, one.bizTransaction]);
      if (event.action === 'ADD') linked.set(key, one);
      else linked.delete(key);
    }
  }
  return [...linked.values()];
}
