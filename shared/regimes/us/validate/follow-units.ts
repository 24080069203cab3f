import { instantOf } from '../../../epcis/time.ts';
import type { EventFacts, factsOf } from '../../../epcis/validation/event-facts.ts';
import { textAt } from '../../../epcis/validation/tree.ts';
import { begin, end } from './begin-and-end.ts';
import type { UsFinding } from './finding.ts';
import { pack, unpack } from './pack.ts';
import { arrive, ship } from './ship.ts';
import { finder, type Told } from './told.ts';
import { gtinOf, type Units } from './units.ts';

export type Facts = ReturnType<typeof factsOf>;

const arrivals = ['receiving', 'accepting', 'void_shipping'];

/** Follows things through one event of a document. What an error declaration takes back moves nothing. */
export function followEvent(facts: EventFacts, event: number, units: Units): Iterable<UsFinding> {
  const { tree, canonical } = facts;
  if (tree['errorDeclaration'] !== undefined) return [];
  const told: Told = { event, at: instantOf(textAt(tree, 'eventTime') ?? ''), units, canonical };
  const { type, action, bizStep } = tree;
  if (type === 'TransformationEvent') return transform(facts, told);
  if (type === 'AggregationEvent') return action === 'ADD' ? pack(facts, told) : unpacked(facts, told);
  if (type !== 'ObjectEvent') return [];
  if (action === 'ADD') return begin(facts, 'epcList', told);
  if (action === 'DELETE') end(facts, 'epcList', told);
  else if (bizStep === 'shipping') return ship(facts, told);
  else if (arrivals.some((step) => step === bizStep)) arrive(facts, told);
  return [];
}

const unpacked = (facts: EventFacts, told: Told) => (facts.tree['action'] === 'DELETE' ? unpack(facts, told) : []);

function* transform(facts: EventFacts, told: Told): Generator<UsFinding> {
  end(facts, 'inputEPCList', told);
  yield* begin(facts, 'outputEPCList', told);
}

/**
 * Things that nothing commissioned. What nobody was asked about may be in an earlier document, unless this one commissions other serials
 * of the same product; a container that others filled need not be told at all.
 *
 * @param isWhole the document is to tell all by itself
 */
export function* neverCommissioned({ unknown, begun, nowhere }: Units, isWhole: boolean): Generator<UsFinding> {
  for (const [canonical, { epc, event, verb }] of unknown) {
    const isMissed = begun.has(gtinOf(canonical) ?? '') || (nowhere.has(canonical) && verb !== 'filled');
    const detail = `${epc} is ${verb}, but neither this nor an earlier document is known to commission it`;
    yield finder(isWhole || isMissed ? 'error' : 'warning')(
      'dscsa-not-commissioned',
      event,
      epc,
      'event order',
      detail,
    );
  }
}
