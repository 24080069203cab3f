import * as fc from 'fast-check';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { caseUnit, commissioned, lot, packed, pallet, shipped, unit } from './credible-events.ts';

interface Shape {
  /** Units in each case. */
  readonly cases: readonly number[];
  /** Units that move: from a case to the next one. */
  readonly moves: readonly number[];
  /** Units of the first lot; the others are of a second one. */
  readonly firstLot: number;
  readonly hasPallet: boolean;
}

const shape: fc.Arbitrary<Shape> = fc.record({
  cases: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
  moves: fc.uniqueArray(fc.nat(19), { maxLength: 3 }),
  firstLot: fc.nat(20),
  hasPallet: fc.boolean(),
});

/** What happened to a shipment, without a contradiction: units of one or two lots, cases, a pallet or none, units that were put into another case. */
export const arbitraryShipment: fc.Arbitrary<EpcisEvent[]> = shape.map(historyOf);

function historyOf({ cases, moves, firstLot, hasPallet }: Shape): EpcisEvent[] {
  let minute = 0;
  const next = () => ({ eventTime: new Date(Date.UTC(2026, 2, 1, 8, minute++)).toISOString() });
  const places = cases.flatMap((count, index) => Array.from({ length: count }, () => index));
  const packedIn = [...places];
  const units = places.map((_, i) => unit(i));
  const boxes = cases.map((_, i) => caseUnit(i));
  const { ilmd: _, ...mixed } = commissioned();
  // A case says its lot only where it holds but one.
  const isOneLot = firstLot >= units.length || firstLot === 0;
  const second = { ...lot, 'cbvmda:lotNumber': 'LOT-2' };
  const batches = [
    { epcList: units.slice(0, firstLot), ilmd: lot },
    { epcList: units.slice(firstLot), ilmd: isOneLot ? lot : second },
  ].filter(({ epcList }) => epcList.length > 0);
  const events: EpcisEvent[] = [
    ...batches.map((batch) => commissioned({ ...next(), ...batch })),
    isOneLot ? commissioned({ ...next(), epcList: boxes }) : { ...mixed, ...next(), epcList: boxes },
    ...(hasPallet ? [{ ...mixed, ...next(), epcList: [pallet] }] : []),
    ...boxes.map((parentID, at) =>
      packed({ ...next(), parentID, childEPCs: units.filter((_, i) => packedIn[i] === at) }),
    ),
  ];
  for (const i of moves.filter((i) => i < units.length && boxes.length > 1)) {
    const [from = 0, moved] = [places[i], [unit(i)]];
    const to = (from + 1) % boxes.length;
    // A case that nothing is left in is not shipped.
    if (places.filter((place) => place === from).length === 1) continue;
    places[i] = to;
    const out = { action: 'DELETE', bizStep: 'unpacking', parentID: boxes[from] ?? '', childEPCs: moved } as const;
    events.push(packed({ ...next(), ...out }), packed({ ...next(), parentID: boxes[to] ?? '', childEPCs: moved }));
  }
  if (hasPallet) events.push(packed({ ...next(), childEPCs: boxes }));
  return [...events, shipped({ epcList: hasPallet ? [pallet] : boxes })];
}
