import type { EventFacts } from '../../../epcis/validation/event-facts.ts';
import { isFilled, textAt, textsAt } from '../../../epcis/validation/tree.ts';
import type { UsFinding } from './finding.ts';
import { doubted, refused, type Told } from './told.ts';
import { use } from './use.ts';

const PART = 'packing';

/** Things go into a parent, one at a time. */
export function* pack({ tree }: EventFacts, told: Told): Generator<UsFinding> {
  const { units, canonical } = told;
  const value = textAt(tree, 'parentID');
  const parent = value === undefined ? undefined : { value, epc: canonical(value) };
  if (parent !== undefined) {
    yield* use(told, parent.epc, parent.value, 'filled');
    yield* leftAlready(told, parent.value, units.packed.around(parent.epc));
  }
  for (const child of textsAt(tree, 'childEPCs')) {
    const epc = canonical(child.value);
    yield* use(told, epc, child.value, 'packed');
    yield* leftAlready(told, child.value, [epc]);
    if (parent !== undefined) yield* put(told, { value: child.value, epc }, parent);
  }
}

interface Spelled {
  readonly value: string;
  readonly epc: string;
}

function* leftAlready({ event, units }: Told, value: string, around: readonly string[]): Generator<UsFinding> {
  const left = around.map((epc) => units.shipped.get(epc)).find((one) => one !== undefined);
  if (left !== undefined)
    yield refused('dscsa-packed-after-shipping', event, value, 'event order', `${value} left in event ${left} already`);
}

function* put({ event, at, units }: Told, child: Spelled, parent: Spelled): Generator<UsFinding> {
  const { packed, told, known } = units;
  const earlier = packed.parentOf(child.epc);
  const stays = packed.spelling(earlier ?? '');
  if (at < packed.since(child.epc)) {
    const detail = `${child.value} was put into ${stays} later, and stays there`;
    yield refused('dscsa-packing-outdated', event, child.value, PART, detail);
    return;
  }
  if (packed.around(parent.epc).includes(child.epc)) {
    const detail = `${child.value} holds ${parent.value}, and cannot be inside it`;
    yield refused('dscsa-packed-in-itself', event, child.value, PART, detail);
    return;
  }
  if (earlier !== undefined && earlier !== parent.epc && told.has(child.epc))
    yield doubted('dscsa-second-parent', event, child.value, PART, `${child.value} is in ${stays} already`);
  const [own, around] = [known.get(child.epc)?.lot, known.get(parent.epc)?.lot];
  if (own !== undefined && around !== undefined && own !== around) {
    const detail = `${child.value} is of lot ${own}, but ${parent.value} is of lot ${around}`;
    yield doubted('dscsa-lot-differs', event, child.value, PART, detail);
  }
  packed.put(child.epc, parent.epc, parent.value, at);
  told.add(child.epc);
}

/** Things leave their parent: those named, or all when none are (EPCIS 1.2 §7.4.3). What is opened has arrived. */
export function* unpack({ tree }: EventFacts, { event, units, canonical }: Told): Generator<UsFinding> {
  const { packed, shipped, told } = units;
  const value = textAt(tree, 'parentID');
  const parent = value === undefined ? undefined : canonical(value);
  for (const child of textsAt(tree, 'childEPCs')) {
    const epc = canonical(child.value);
    const inside = packed.parentOf(epc);
    if (parent === undefined || inside === parent) packed.takeOut(epc);
    else if (inside !== undefined && told.has(epc))
      yield doubted(
        'dscsa-unpacked-not-inside',
        event,
        child.value,
        'unpacking',
        `${child.value} is not in ${value}, but in ${packed.spelling(inside)}`,
      );
  }
  if (parent === undefined) return;
  shipped.delete(parent);
  if (!isFilled(tree, 'childEPCs') && !isFilled(tree, 'childQuantityList')) packed.empty(parent);
}
