import { guideline } from '../dscsa/guideline.ts';
import type { EventFacts } from '../event-facts.ts';
import { doubtful, type Tier, wrong } from '../finding.ts';
import { begin, end } from './begin-and-end.ts';
import type { DocumentFault, DocumentRule } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import { pack } from './pack.ts';
import { arrive, ship } from './ship.ts';
import { undo } from './undo.ts';
import { gtinOf, noUnits, sizeOf, type Units } from './units.ts';
import { unpack } from './unpack.ts';

const STATE = 'EPCIS 2.0 §7.4.2, §7.4.3: existence and aggregation';

/**
 * Follows things through one document: commissioned before they are packed or shipped, in one parent at a time, shipped as the outermost.
 * Remembers `limit` things and packings; past that it forgets all, and says so at the end in the tier that asks.
 */
export function trackUnits(limit: number, tier: Tier): DocumentRule {
  let units: Units | undefined = noUnits();
  return {
    *event(facts: EventFacts, index: number): Generator<DocumentFault> {
      if (units === undefined) return;
      if (facts.tree['errorDeclaration'] !== undefined) undo(facts, units);
      else yield* eventOf(facts, index, units);
      if (sizeOf(units) > limit) units = undefined;
    },
    *end(): Generator<DocumentFault> {
      if (units === undefined)
        yield faultOf(tier).doubtful(
          'units-not-followed',
          '',
          STATE,
          `the document names more than ${limit} things: their order was not followed to the end`,
        );
      else yield* neverCommissioned(units);
    },
  };
}

function eventOf(facts: EventFacts, index: number, units: Units): Iterable<DocumentFault> {
  const { type } = facts.tree;
  if (type === 'ObjectEvent') return objectEvent(facts, index, units);
  if (type === 'AggregationEvent') return aggregation(facts, index, units);
  return type === 'TransformationEvent' ? transformation(facts, index, units) : [];
}

const arrivals = ['receiving', 'accepting', 'void_shipping'];

function* objectEvent(facts: EventFacts, index: number, units: Units): Generator<DocumentFault> {
  const { action, bizStep } = facts.tree;
  if (action === 'ADD') yield* begin(facts, 'epcList', units);
  else if (action === 'DELETE') end(facts, 'epcList', index, units);
  else if (bizStep === 'shipping') yield* ship(facts, index, units);
  else if (arrivals.some((step) => step === bizStep)) arrive(facts, units);
}

function* aggregation(facts: EventFacts, index: number, units: Units): Generator<DocumentFault> {
  const { action } = facts.tree;
  if (action === 'ADD') yield* pack(facts, index, units);
  if (action === 'DELETE') yield* unpack(facts, units);
}

function* transformation(facts: EventFacts, index: number, units: Units): Generator<DocumentFault> {
  end(facts, 'inputEPCList', index, units);
  yield* begin(facts, 'outputEPCList', units);
}

/** A document may rely on earlier ones, unless it commissions other serials of the same product. */
function* neverCommissioned({ unknown, begun }: Units): Generator<DocumentFault> {
  for (const [canonical, { epc, event, path, verb }] of unknown) {
    const judge = begun.has(gtinOf(canonical) ?? '') ? wrong : doubtful;
    yield faultOf('dscsa').of(
      judge(
        'dscsa-not-commissioned',
        path,
        guideline('event order'),
        `${epc} is ${verb}, but this document does not commission it`,
        'only a document sent earlier may have commissioned it',
      ),
      event,
    );
  }
}
