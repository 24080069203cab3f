import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Database } from '../store/database.ts';
import { anOrder, assign } from './builders.ts';
import { benchOver, FOREIGN } from './foreign-bench.ts';

/** Has a line of this site pack a case of so many packs of LOT42 and close the lot; answers the case and the packs, in canonical EPCs. */
export async function ownLot(
  db: Database,
  count: number,
): Promise<{ box: string; packs: string[]; serials: string[] }> {
  const { stores, line } = benchOver(db);
  const order = anOrder({ line: FOREIGN, quantity: count, unitsPerCase: count });
  assign(stores, order);
  await line.begin('order-1', 'begin');
  const packs = await line.allocate({ order: 'order-1', level: 'item', count, token: 'n' });
  const cases = await line.allocate({ order: 'order-1', level: 'case', count: 1, token: 'c' });
  if (!('numbers' in packs && 'numbers' in cases)) throw new Error('no numbers');
  const [parent = ''] = cases.numbers;
  const facts = [
    { kind: 'commissioned' as const, numbers: packs.numbers },
    { kind: 'packed' as const, level: 'case' as const, parent, children: packs.numbers },
  ];
  await line.take({ order: 'order-1', token: 'f', facts });
  await line.finish({ order: 'order-1', token: 'end', counts: { commissioned: count, cases: 1 } });
  const epcs = packs.numbers.map((serial) => `https://id.gs1.org/01/${order.gtin}/21/${serial}`);
  return { box: canonicalEpc(`https://id.gs1.org/00/${parent}`), packs: epcs, serials: [...packs.numbers] };
}
