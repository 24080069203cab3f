import type { Problem } from './check-head.ts';
import { checkNotice, type NoticeLine, type Unit } from './check-notice.ts';
import { gtinOf } from './identifiers.ts';
import type { Told, UsDocument } from './read-document.ts';

export interface Expected {
  /** Lines of the despatch advice with that id, where there is one. */
  readonly notice: (id: string) => readonly NoticeLine[] | undefined;
  /** A document that told of the unit before. */
  readonly receivedIn: (unit: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Units that the document ships, and what is wrong with them and with what they are in. */
export function checkGoods({ events }: UsDocument, expected: Expected): { units: string[]; problems: Problem[] } {
  const begun = new Map<string, Told>();
  const inside = new Map<string, Set<string>>();
  const problems: Problem[] = [];
  const shipped: Told[] = [];
  for (const event of events) {
    if (event.step === 'commissioning') for (const epc of event.epcs) begun.set(epc, event);
    if (event.kind === 'AggregationEvent') pack(inside, event);
    if (event.step === 'shipping') shipped.push(event);
  }
  if (shipped.length === 0) problems.push({ code: 'SHIPMENT_MISSING', object: 'events', detail: 'nothing is shipped' });
  for (const event of shipped) problems.push(...checkShipment(event, inside, shipped));
  const left = Math.min(...shipped.map(({ at }) => at));
  const units: Unit[] = [];
  for (const epc of contents(inside, new Set(shipped.flatMap(({ epcs }) => epcs)))) {
    const event = begun.get(epc);
    const isFull = (inside.get(epc)?.size ?? 0) > 0;
    if (event === undefined) problems.push({ code: 'NOT_COMMISSIONED', object: epc, detail: 'no commissioning event' });
    else if (event.at > left) problems.push({ code: 'ORDER_WRONG', object: epc, detail: 'it left before it began' });
    if (event === undefined || isFull) continue;
    if (gtinOf(epc) === undefined) problems.push({ code: 'CONTENTS_UNKNOWN', object: epc, detail: 'no packing event' });
    else units.push({ epc, lot: event.lot, expiry: event.expiry });
  }
  const wrong = units.flatMap((unit) => checkUnit(unit, expected));
  return {
    units: units.map(({ epc }) => epc),
    problems: [...problems, ...wrong, ...checkNotice(shipped, units, expected.notice)],
  };
}

function pack(inside: Map<string, Set<string>>, { parent, action, epcs }: Told): void {
  const held = inside.get(parent) ?? new Set();
  for (const epc of epcs) {
    if (action === 'ADD') held.add(epc);
    else held.delete(epc);
  }
  if (action === 'DELETE' && epcs.length === 0) held.clear();
  inside.set(parent, held);
}

/** What is shipped and all that is in it, each once. */
function contents(inside: ReadonlyMap<string, ReadonlySet<string>>, outermost: ReadonlySet<string>): Set<string> {
  const all = new Set(outermost);
  for (const epc of all) for (const child of inside.get(epc) ?? []) all.add(child);
  return all;
}

function checkUnit({ epc, lot, expiry }: Unit, { receivedIn, now }: Expected): Problem[] {
  const before = receivedIn(epc);
  if (before !== undefined) return [{ code: 'RECEIVED_BEFORE', object: epc, detail: `in document ${before}` }];
  if (lot === '' || expiry === '') return [{ code: 'LOT_EXPIRY_MISSING', object: epc, detail: 'no lot or no expiry' }];
  if (Date.parse(expiry) <= now) return [{ code: 'EXPIRED', object: epc, detail: `on ${expiry}` }];
  return [];
}

/** A shipment is a sale: it names seller and buyer, and only what stands by itself. */
function checkShipment(
  { epcs, from, to }: Told,
  inside: ReadonlyMap<string, ReadonlySet<string>>,
  shipped: readonly Told[],
): Problem[] {
  const [first = 'events'] = epcs;
  const isSale = [from, to].every((parties) => parties.some(({ type }) => type === 'owning_party'));
  const owner = { code: 'OWNER_MISSING', object: first, detail: 'seller and buyer are not named as owning_party' };
  const held = new Set(shipped.flatMap((one) => one.epcs.flatMap((epc) => [...(inside.get(epc) ?? [])])));
  const twice = epcs.filter((epc) => held.has(epc));
  const detail = 'it left inside something already';
  return [...(isSale ? [] : [owner]), ...twice.map((object) => ({ code: 'SHIPPED_INSIDE', object, detail }))];
}
