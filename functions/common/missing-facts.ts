import type { Delivery } from './store/delivery-row.ts';

/** Names of facts that a reason tells: a report may want one for each pack. */
const NAMED = 10;

/** What a report wants that nobody has given yet, in its order. */
export const missingFacts = ({ report, facts = {} }: Pick<Delivery, 'report' | 'facts'>): readonly string[] =>
  (report?.wants ?? []).filter((name) => !Object.hasOwn(facts, name));

/** True of a report that nothing keeps back but what it wants. */
export const isHeldForFacts = (delivery: Pick<Delivery, 'report' | 'facts' | 'held'>): boolean =>
  delivery.held?.by === 'seriate' && delivery.held.reason === waitsForFacts(missingFacts(delivery));

/** Why a report is held that wants facts. */
export function waitsForFacts(missing: readonly string[]): string {
  const more = missing.length - NAMED;
  return `waits for ${missing.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
