import { guideline } from '../dscsa/guideline.ts';
import type { EventFacts } from '../event-facts.ts';
import { type Placed, textsAt } from '../tree.ts';
import type { DocumentFault } from './document-rule.ts';
import { faultOf } from './fault-of.ts';
import { noteUse } from './note-use.ts';
import type { Units } from './units.ts';

const RULE = guideline('shipping');
const dscsa = faultOf('dscsa');

/** Things leave: the outermost, once, and only what was told of. */
export function* ship({ tree, canonical }: EventFacts, event: number, units: Units): Generator<DocumentFault> {
  for (const placed of textsAt(tree, 'epcList')) {
    const epc = canonical(placed.value);
    yield* noteUse(units, epc, { epc: placed.value, event, path: placed.path, verb: 'shipped' });
    const earlier = units.shipped.get(epc);
    if (earlier !== undefined)
      yield dscsa.doubtful(
        'dscsa-shipped-twice',
        placed.path,
        RULE,
        `${placed.value} was shipped in event ${earlier} already`,
        'void_shipping cancels a shipment',
      );
    yield* notOutermost(placed, epc, units);
    units.shipped.set(epc, event);
  }
}

function* notOutermost({ path, value }: Placed<string>, epc: string, { packed }: Units): Generator<DocumentFault> {
  const parent = packed.parentOf(epc);
  if (parent !== undefined)
    yield dscsa.wrong(
      'dscsa-not-outermost',
      path,
      RULE,
      `${value} is shipped by itself, but is in ${packed.spelling(parent)}`,
      'ship the outermost container only, or unpack first',
    );
  else if (epc.startsWith('https://id.gs1.org/00/') && packed.isEmpty(epc))
    yield dscsa.doubtful(
      'dscsa-contents-untold',
      path,
      RULE,
      `this document does not tell what is in ${value}`,
      'an earlier document must have told it',
    );
}

/** Things arrive, or never left: they may be shipped again. */
export function arrive({ tree, canonical }: EventFacts, { shipped }: Units): void {
  for (const { value } of textsAt(tree, 'epcList')) shipped.delete(canonical(value));
}
