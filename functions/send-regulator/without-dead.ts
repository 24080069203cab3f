import { codeOf } from '#common/code-of.ts';
import { lookInside } from '#common/look-inside.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { PACKING, type ToldPacks } from '#common/store/told-packs.ts';
import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { membersOf } from '#common/told-members.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { ReportedContainer } from '#shared/regimes/reported.ts';
import { livesOf } from '#shared/trace/lives-of.ts';

interface Needs {
  readonly told: Pick<ToldPacks, 'of'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly unitEvents: UnitEvents;
}

/** Containers without those in them all of whose packs were no more: nobody is told of such, and regulators refuse what names one. */
export async function withoutDead(
  needs: Needs,
  { tenant, report }: Delivery,
  containers: readonly ReportedContainer[],
): Promise<readonly ReportedContainer[]> {
  const inner = new Set(containers.flatMap(({ children }) => children.flatMap(({ sscc }) => sscc ?? [])));
  // Most are told themselves: only the others need be looked into.
  for (const of of inner.size === 0 ? [] : (report?.lots ?? []))
    for (const { key, count } of await needs.told.of(tenant, of, PACKING))
      for (const epc of await membersOf(needs.evidence, key, 0, count)) inner.delete(codeOf(epc)?.sscc ?? '');
  const dead = new Set<string>();
  for (const sscc of inner) if (await isDead(needs, tenant, sscc, report?.at ?? '')) dead.add(sscc);
  if (dead.size === 0) return containers;
  return containers.map((one) => ({ ...one, children: one.children.filter(({ sscc = '' }) => !dead.has(sscc)) }));
}

/** True where packs were put into it, and none of those that are in it at a time exists any more. */
async function isDead({ unitEvents }: Needs, tenant: string, sscc: string, at: string): Promise<boolean> {
  const epc = writeLink({ primary: { ai: '00', value: sscc }, qualifiers: [] });
  let packs = 0;
  for await (const { things, events } of lookInside(unitEvents, tenant, [epc], at)) {
    const lives = livesOf(events);
    for (const thing of things.filter((one) => unitCode(one)?.kind === 'sgtin')) {
      if (lives.get(thing) !== false) return false;
      packs++;
    }
  }
  return packs > 0;
}
