import type { EventFacts } from '../../../epcis/validation/event-facts.ts';
import { textsAt } from '../../../epcis/validation/tree.ts';
import type { UsFinding } from './finding.ts';
import { doubted, refused, type Told } from './told.ts';
import { gtinOf, isLogistic } from './units.ts';
import { use } from './use.ts';

const PART = 'shipping';

/** Things leave: the outermost, once, and only what is known down to the unit. */
export function* ship({ tree }: EventFacts, told: Told): Generator<UsFinding> {
  const { event, units, canonical } = told;
  for (const { value } of textsAt(tree, 'epcList')) {
    const epc = canonical(value);
    yield* use(told, epc, value, 'shipped');
    const earlier = units.shipped.get(epc);
    if (earlier !== undefined)
      yield doubted('dscsa-shipped-twice', event, value, PART, `${value} was shipped in event ${earlier} already`);
    yield* notOutermost(told, value, epc);
    yield* contentsOf(told, value, epc);
    units.shipped.set(epc, event);
  }
}

/** What an earlier document put into something may have been unpacked where no document tells of it. */
function* notOutermost({ event, units }: Told, value: string, epc: string): Generator<UsFinding> {
  const { packed, shipped } = units;
  const parent = packed.parentOf(epc);
  if (parent === undefined || !units.told.has(epc)) return;
  const left = packed.around(parent).find((one) => shipped.has(one));
  if (left === undefined) {
    const detail = `${value} is shipped by itself, but is in ${packed.spelling(parent)}`;
    yield refused('dscsa-not-outermost', event, value, PART, detail);
  } else {
    const detail = `${value} left inside ${packed.spelling(left)} in event ${shipped.get(left)}, and is shipped again`;
    yield refused('dscsa-shipped-inside', event, value, PART, detail);
  }
}

function* contentsOf({ event, units }: Told, value: string, epc: string): Generator<UsFinding> {
  const { packed, known } = units;
  if (isLogistic(epc) && packed.isEmpty(epc) && known.has(epc))
    yield refused('dscsa-contents-untold', event, value, PART, `no document tells what is in ${value}`);
  const left = [epc];
  for (let thing = left.pop(); thing !== undefined; thing = left.pop()) {
    left.push(...packed.inside(thing));
    if (packed.isEmpty(thing) && isUnresolved(thing, known.get(thing)))
      yield refused('dscsa-lot-expiry-unresolved', event, urnLike(thing, epc, value), PART, unresolved(thing, value));
  }
}

/** A unit that this document commissions without them is told of there. */
function isUnresolved(epc: string, known: { lot?: string; expiry?: string; isEarlier: boolean } | undefined): boolean {
  const gtin = gtinOf(epc);
  if (gtin === undefined || known === undefined) return false;
  if (known.lot !== undefined && known.expiry !== undefined) return false;
  return known.isEarlier || !gtin.startsWith('0');
}

const urnLike = (thing: string, shipped: string, value: string) => (thing === shipped ? value : thing);
const unresolved = (thing: string, value: string) => `${thing}, shipped as or in ${value}, has no lot or no expiry`;

/** Things arrive, or never left: they may be shipped again. */
export function arrive({ tree }: EventFacts, { units, canonical }: Told): void {
  for (const { value } of textsAt(tree, 'epcList')) units.shipped.delete(canonical(value));
}
