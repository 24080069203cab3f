import type { Turned } from '#common/inbound/inbound-turn.ts';
import { problemsOf } from '#common/inbound/problems.ts';
import { waiting } from '#common/inbound/waiting.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import { refuse } from '#shared/refusal.ts';
import type { Missing } from './missing-before.ts';

/** Products and units named in words. */
const NAMED = 5;

/**
 * What becomes of a document whose predecessors are missing: it waits; after four hours it is refused where products are unknown, which its sender or we have to mend, or
 * events that it takes back, which may never come from it, and captured where units were never commissioned (`undefined`): what happened to them happened, and exceptions tell what is missing.
 */
export function waitOrEnd(
  document: Pick<InboundDocument, 'waitsSince'>,
  missing: Missing,
  now: Date,
): Turned | undefined {
  const waits = waiting(document, inWords(missing), now);
  if (waits !== undefined) return waits;
  if (missing.products.length + missing.events.length === 0) return undefined;
  const problems = problemsOf([...missing.products.map(unknownProduct), ...missing.events.map(unknownEvent)]);
  return { change: { state: 'refused', problems, waitsFor: undefined, waitsSince: undefined } };
}

const unknownProduct = (gtin: string) =>
  refuse('not-found', `GTIN ${gtin} is no product that we know`, {
    at: gtin,
    rule: 'Seriate: data before product; waited for it for 4 hours',
    remedy: 'have the product entered, or describe it in the header of the document (EPCClass), then send it again',
  });

const unknownEvent = (event: string) =>
  refuse('not-found', `nobody told us of ${event}`, {
    rule: 'docs/partners-inbound.md: what a partner may tell of; waited for it for 4 hours',
    remedy: 'send it first, then send this again',
  });

function inWords({ products, units, events }: Missing): string {
  const said = [
    products.length > 0 && `master data of ${listed(products)}`,
    units.length > 0 && `the commissioning of ${listed(units)}`,
    events.length > 0 && listed(events),
  ];
  return said.filter((one) => one !== false).join(', and ');
}

const listed = (names: readonly string[]) =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ' and more' : '');
