import { instantOf } from '../../time.ts';
import { guideline } from '../dscsa/guideline.ts';
import type { EventFacts } from '../event-facts.ts';
import { type Placed, textAt, textsAt } from '../tree.ts';
import type { DocumentFault } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import { noteUse } from './note-use.ts';
import type { Units } from './units.ts';

const AGGREGATION = 'EPCIS 2.0 §7.4.3 AggregationEvent';
const business = faultOf('business');
const dscsa = faultOf('dscsa');

/** What things are put into, and when. */
interface Filled extends Placed<string> {
  readonly epc: string;
  readonly since: number;
}

/** Things go into a parent, one at a time. */
export function* pack({ tree, canonical }: EventFacts, event: number, units: Units): Generator<DocumentFault> {
  const value = textAt(tree, 'parentID');
  const since = instantOf(textAt(tree, 'eventTime') ?? '');
  const filled = value === undefined ? undefined : { path: '/parentID', value, epc: canonical(value), since };
  if (filled !== undefined) {
    yield* noteUse(units, filled.epc, { epc: filled.value, event, path: filled.path, verb: 'filled' });
    yield* leftAlready(filled, units.packed.around(filled.epc), units);
  }
  for (const child of textsAt(tree, 'childEPCs')) {
    const epc = canonical(child.value);
    yield* noteUse(units, epc, { epc: child.value, event, path: child.path, verb: 'packed' });
    yield* leftAlready(child, [epc], units);
    if (filled === undefined) yield* packedTwice(child, epc, units);
    else yield* put(child, epc, filled, units);
  }
}

function* leftAlready(thing: Placed<string>, around: string[], { shipped }: Units): Generator<DocumentFault> {
  const left = around.map((epc) => shipped.get(epc)).find((event) => event !== undefined);
  if (left !== undefined)
    yield dscsa.doubtful(
      'dscsa-packed-after-shipping',
      thing.path,
      guideline('event order'),
      `${thing.value} left in event ${left} already`,
      'commission, pack, ship',
    );
}

function* put(child: Placed<string>, epc: string, filled: Filled, units: Units): Generator<DocumentFault> {
  const { packed } = units;
  if (filled.since < packed.since(epc)) {
    const message = `${child.value} was put into ${packed.spelling(packed.parentOf(epc) ?? '')} later, and stays there`;
    yield business.doubtful('packing-outdated', child.path, AGGREGATION, message);
    yield dscsa.wrong('dscsa-packing-outdated', child.path, guideline('packing'), message);
    return;
  }
  // A child that is its own parent is told of with the event itself.
  if (epc === filled.epc) return;
  if (packed.around(filled.epc).includes(epc)) {
    yield business.wrong(
      'packed-in-itself',
      child.path,
      AGGREGATION,
      `${child.value} holds ${filled.value}, and cannot be inside it`,
    );
    return;
  }
  yield* packedTwice(child, epc, units);
  yield* lotDiffers(child, epc, filled, units);
  packed.put(epc, filled.epc, filled.value, filled.since);
}

function* packedTwice({ path, value }: Placed<string>, epc: string, { packed }: Units): Generator<DocumentFault> {
  const earlier = packed.parentOf(epc);
  if (earlier !== undefined)
    yield business.doubtful(
      'packed-twice',
      path,
      AGGREGATION,
      `${value} is in ${packed.spelling(earlier)} already`,
      'unpack it first (action DELETE)',
    );
}

/** A case that is commissioned with a lot holds that lot only; mixed ones are commissioned without. */
function* lotDiffers(
  { path, value }: Placed<string>,
  epc: string,
  filled: Filled,
  { commissioned }: Units,
): Generator<DocumentFault> {
  const own = commissioned.get(epc);
  const around = commissioned.get(filled.epc);
  if (own !== undefined && around !== undefined && own !== around)
    yield business.doubtful(
      'lot-differs',
      path,
      'CBV 2.0 master data: lotNumber',
      `${value} is of lot ${own}, but ${filled.value} is of lot ${around}`,
      'commission mixed cases without a lot',
    );
}
