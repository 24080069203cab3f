import type { EpcisEvent } from '#shared/epcis/event.ts';
import { schemeOf } from './scheme-of.ts';
import { type Tally, tally } from './tally.ts';

/** How units of one kind were packed into units of another. */
export interface HierarchyRow {
  readonly parent: string;
  readonly child: string;
  /** Parents that were packed. */
  readonly parents: number;
  readonly children: number;
  /** Children a parent, and how many parents have so many. */
  readonly childrenEach: readonly [children: number, parents: number][];
}

/** Counts what aggregation events add to parents: an event is taken for a parent. */
export function hierarchyTally(): { add(event: EpcisEvent): void; rows(): HierarchyRow[] } {
  const pairs = new Map<string, { parent: string; child: string; sizes: Tally }>();
  const note = (parent: string, child: string, children: number) => {
    const key = `${parent} ${child}`;
    const pair = pairs.get(key) ?? { parent, child, sizes: tally() };
    pairs.set(key, pair);
    pair.sizes.add(String(children));
  };
  return {
    add: (event) => {
      if (event.type !== 'AggregationEvent' || !isPacking(event)) return;
      const { parentID, childEPCs = [] } = event;
      const kinds = Map.groupBy(childEPCs, (epc) => schemeOf(epc).scheme);
      const parent = parentID === undefined ? 'no parent' : schemeOf(parentID).scheme;
      for (const [child, epcs] of kinds) note(parent, child, epcs.length);
    },
    rows: () => [...pairs.values()].map(({ parent, child, sizes }) => ({ parent, child, ...sums(sizes) })),
  };
}

/** The type alone does not tell: an extended event may be called anything. */
const isPacking = (event: EpcisEvent): event is Extract<EpcisEvent, { type: 'AggregationEvent' }> =>
  event.type === 'AggregationEvent' && 'action' in event && event.action === 'ADD';

function sums(sizes: Tally): Omit<HierarchyRow, 'parent' | 'child'> {
  const childrenEach = sizes
    .rows()
    .map(([size, parents]): [number, number] => [Number(size), parents])
    .toSorted(([a], [b]) => b - a);
  return {
    parents: childrenEach.reduce((sum, [, parents]) => sum + parents, 0),
    children: childrenEach.reduce((sum, [size, parents]) => sum + size * parents, 0),
    childrenEach,
  };
}
