import { lookInside } from '#common/look-inside.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { ReportedContainer } from '#shared/regimes/reported.ts';
import { codeOf } from './code-of.ts';

/**
 * Containers of a lot's packing and what is directly in each when the lot was released.
 *
 * @param epcs canonical
 */
export async function containersAt(
  { unitEvents }: { readonly unitEvents: UnitEvents },
  { tenant, subject, report }: Delivery,
  epcs: readonly string[],
): Promise<ReportedContainer[]> {
  const { gtin } = subject;
  const isPack = (epc: string) => {
    const code = unitCode(epc);
    return code?.kind === 'sgtin' && code.gtin === gtin;
  };
  const children = new Map<string, readonly string[]>();
  for await (const { things, inside } of lookInside(unitEvents, tenant, epcs, report?.at ?? '', isPack))
    for (const epc of things) children.set(epc, [...(inside.get(epc) ?? [])]);
  const levels = new Map<string, number>();
  const levelOf = (epc: string, above: readonly string[] = []): number => {
    const below = (children.get(epc) ?? []).filter((child) => !above.includes(child));
    const level =
      levels.get(epc) ?? below.reduce((max, child) => Math.max(max, 1 + levelOf(child, [...above, epc])), 0);
    levels.set(epc, level);
    return level;
  };
  return epcs.flatMap((epc) => {
    const code = codeOf(epc);
    const own = (children.get(epc) ?? []).flatMap((child) => codeOf(child) ?? []);
    return code === undefined ? [] : [{ code, level: Math.max(1, levelOf(epc)), children: own }];
  });
}
