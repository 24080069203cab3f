import { codeOf } from '#common/code-of.ts';
import { lookInside } from '#common/look-inside.ts';
import { partsAt } from '#common/parts-at.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { ReportedContainer } from '#shared/regimes/reported.ts';

interface Needs {
  readonly unitEvents: UnitEvents;
}

/**
 * Containers of a lot's packing and what is directly in each when the lot was released.
 *
 * @param epcs canonical
 * @param strangers GTINs that the regulator does not hear of: what bears one, or holds nothing else, is left out
 */
export async function containersAt(
  needs: Needs,
  delivery: Delivery,
  epcs: readonly string[],
  strangers: ReadonlySet<string> = new Set(),
): Promise<ReportedContainer[]> {
  const { tenant, subject, report } = delivery;
  const isPack = (epc: string) => gtinOf(epc) === subject.gtin;
  const named = new Set(epcs);
  const [children, inner] = [new Map<string, readonly string[]>(), new Map<string, readonly string[]>()];
  const holdPacks = new Set<string>();
  for await (const { things, inside } of lookInside(needs.unitEvents, tenant, epcs, report?.at ?? '', isPack))
    for (const epc of things) {
      const own = [...(inside.get(epc) ?? [])];
      const others = own.filter((child) => !isPack(child));
      if (own.length > 0) inner.set(epc, others);
      if (others.length < own.length) holdPacks.add(epc);
      // Packs of those that are not named would be a million, of a few pallets.
      if (named.has(epc)) children.set(epc, own);
    }
  const isStrange = strangersIn(inner, holdPacks, strangers);
  const levelOf = levelsIn(inner);
  const lotsOf = await lotsIn(needs, delivery, epcs);
  return epcs.flatMap((epc) => {
    const code = codeOf(epc);
    const own = (children.get(epc) ?? []).filter((child) => !isStrange(child)).flatMap((child) => codeOf(child) ?? []);
    const lots = lotsOf(epc);
    if (code === undefined) return [];
    return [{ code, level: Math.max(1, levelOf(epc)), children: own, ...(lots.length > 1 && { lots }) }];
  });
}

function gtinOf(epc: string): string | undefined {
  const code = unitCode(epc);
  return code?.kind === 'sgtin' ? code.gtin : undefined;
}

/** Which lots of the product are in each. They are looked for only where the packing is known to be of several. */
async function lotsIn({ unitEvents }: Needs, { tenant, subject, report }: Delivery, epcs: readonly string[]) {
  const own = (report?.lots ?? []).filter(({ gtin }) => gtin === subject.gtin);
  if (own.length < 2) return () => [];
  const { partsOf } = await partsAt(unitEvents, tenant, epcs, report?.at ?? '');
  return (epc: string): string[] => [
    ...new Set(partsOf(epc).flatMap(({ gtin, lot }) => (gtin === subject.gtin ? (lot ?? []) : []))),
  ];
}

/** True of what bears a strange GTIN, and of what holds such things alone. */
function strangersIn(
  inner: ReadonlyMap<string, readonly string[]>,
  holdPacks: ReadonlySet<string>,
  strangers: ReadonlySet<string>,
) {
  const isStrange = (epc: string, above: readonly string[] = []): boolean => {
    if (strangers.has(gtinOf(epc) ?? '')) return true;
    const inside = inner.get(epc)?.filter((child) => !above.includes(child)) ?? [];
    return inside.length > 0 && !holdPacks.has(epc) && inside.every((child) => isStrange(child, [...above, epc]));
  };
  return (epc: string) => isStrange(epc);
}

/** How many levels of packing something holds: 0 when there is nothing in it. A circle ends where it began. */
function levelsIn(inner: ReadonlyMap<string, readonly string[]>) {
  const levels = new Map<string, number>();
  const levelOf = (epc: string, above: readonly string[] = []): number => {
    const known = levels.get(epc);
    if (known !== undefined) return known;
    const own = inner.get(epc)?.filter((child) => !above.includes(child));
    const level =
      own === undefined ? 0 : 1 + own.reduce((max, child) => Math.max(max, levelOf(child, [...above, epc])), 0);
    levels.set(epc, level);
    return level;
  };
  return levelOf;
}
