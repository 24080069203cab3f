import { canonicalKey } from '../../gs1/canonical-epc.ts';
import type { JsonObject } from '../../wire/json.ts';
import { doubtful, type Fault, wrong } from './finding.ts';
import { numberAt, objectsAt, textAt } from './tree.ts';

const lists = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];
const RULE = 'EPCIS 2.0 §7.3.3 quantity element';

/** Amounts: none below nothing, counts in whole numbers, units for variable measures only. */
export function* checkQuantities(tree: JsonObject): Generator<Fault> {
  for (const list of lists) for (const { path, value } of objectsAt(tree, list)) yield* checkQuantity(path, value);
}

function* checkQuantity(path: string, element: JsonObject): Generator<Fault> {
  const quantity = numberAt(element, 'quantity');
  const uom = textAt(element, 'uom');
  if (quantity !== undefined && quantity < 0)
    yield wrong(
      'quantity-negative',
      `${path}/quantity`,
      RULE,
      `${quantity} is less than nothing`,
      'take away with action DELETE',
    );
  if (quantity !== undefined && uom === undefined && !Number.isInteger(quantity))
    yield wrong(
      'count-not-whole',
      `${path}/quantity`,
      RULE,
      `without a uom ${quantity} is a count`,
      'give the unit, or a whole number',
    );
  if (uom !== undefined && hasFixedMeasure(textAt(element, 'epcClass') ?? ''))
    yield doubtful(
      'unit-of-count',
      `${path}/uom`,
      RULE,
      `the class is counted, not measured in ${uom}`,
      'leave uom out, or use a GTIN for variable measure (indicator 9)',
    );
}

/** Only GTINs with the indicator 9 are of variable measure (GS1 General Specifications §2.1). */
function hasFixedMeasure(epcClass: string): boolean {
  const key = canonicalKey(epcClass);
  return key?.primary.ai === '01' && !key.primary.value.startsWith('9');
}
