import fc from 'fast-check';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commission, end, pack, seen, ship, unpack } from './unit-stories.ts';

export interface Things {
  readonly packs: readonly string[];
  readonly cases: readonly string[];
  readonly pallet: string;
}

const deed = fc.record({
  what: fc.constantFrom('pack', 'unpack', 'empty', 'load', 'unload', 'ship', 'end', 'see'),
  case: fc.nat(1),
  packs: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 4 }),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** What may be done to six packs, two cases and a pallet. */
export const deeds = fc.array(deed, { maxLength: 14 });

/** The events of those deeds that make sense one after the other, each a minute later than the one before. All things are commissioned first. */
export function consistentHistory({ packs, cases, pallet }: Things, wanted: readonly Deed[]): EpcisEvent[] {
  const events: EpcisEvent[] = [commission(0, packs), commission(1, [...cases, pallet])];
  const parent = new Map<string, string>();
  const ended = new Set<string>();
  const inside = (container: string) => [...parent].flatMap(([child, of]) => (of === container ? [child] : []));
  const put = (children: readonly string[], container: string) => {
    for (const child of children) parent.set(child, container);
  };
  for (const one of wanted) {
    const m = events.length + 1;
    const box = cases[one.case] ?? '';
    const loose = one.packs.flatMap((i) => packs[i] ?? []).filter((epc) => !parent.has(epc) && !ended.has(epc));
    const here = one.packs.flatMap((i) => packs[i] ?? []).filter((epc) => parent.get(epc) === box);
    const top = parent.has(box) ? pallet : box;
    if (one.what === 'pack' && loose.length > 0) {
      events.push(pack(m, box, loose));
      put(loose, box);
    } else if (one.what === 'unpack' && here.length > 0) {
      events.push(unpack(m, box, here));
      for (const child of here) parent.delete(child);
    } else if (one.what === 'empty' && inside(box).length > 0) {
      events.push(unpack(m, box));
      for (const child of inside(box)) parent.delete(child);
    } else if (one.what === 'load' && !parent.has(box)) {
      events.push(pack(m, pallet, [box]));
      put([box], pallet);
    } else if (one.what === 'unload' && inside(pallet).length > 0) {
      events.push(unpack(m, pallet));
      for (const child of inside(pallet)) parent.delete(child);
    } else if (one.what === 'ship') events.push(ship(m, [top]));
    else if (one.what === 'end' && loose.length > 0) {
      events.push(end(m, loose));
      for (const epc of loose) ended.add(epc);
    } else if (one.what === 'see')
      events.push(seen(m, [packs[one.packs[0] ?? 0] ?? '', box], { bizStep: 'inspecting' }));
  }
  return events;
}
