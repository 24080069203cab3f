import { canonicalEpc } from '../../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { guideline } from '../dscsa/guideline.ts';
import { doubtful, wrong } from '../finding.ts';
import { isFilled, textsAt } from '../tree.ts';
import type { DocumentFault } from './document-rule.ts';
import type { Units } from './units.ts';

const EXISTENCE = 'EPCIS 2.0 §7.4.2 ObjectEvent: ADD and DELETE';

/** Things begin to exist: once, and before anything else is told of them. */
export function* begin(tree: JsonObject, list: string, units: Units): Generator<DocumentFault> {
  units.tellsBeginnings ||= isFilled(tree, list);
  for (const { path, value } of textsAt(tree, list)) {
    const epc = canonicalEpc(value);
    const early = units.unknown.get(epc);
    units.unknown.delete(epc);
    if (early !== undefined) yield* commissionedLate(path, value, early.event, early.verb);
    else if (units.commissioned.has(epc))
      yield {
        tier: 'business',
        ...doubtful('commissioned-twice', path, EXISTENCE, `${value} was commissioned earlier in this document`),
      };
    units.commissioned.add(epc);
  }
}

function* commissionedLate(path: string, epc: string, event: number, verb: string): Generator<DocumentFault> {
  const message = `${epc} is commissioned only after it was ${verb} in event ${event}`;
  yield { tier: 'business', ...doubtful('commissioned-late', path, EXISTENCE, message) };
  yield {
    tier: 'dscsa',
    ...wrong('dscsa-event-order', path, guideline('event order'), message, 'commission, pack, ship'),
  };
}

/** Things end, and are in nothing any longer. */
export function end(tree: JsonObject, list: string, { commissioned, packed }: Units): void {
  for (const { value } of textsAt(tree, list)) {
    const epc = canonicalEpc(value);
    commissioned.delete(epc);
    packed.takeOut(epc);
  }
}
