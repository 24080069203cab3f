import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Recalls } from '#common/store/recalls.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import { isRecalledBy } from '#shared/trace/is-recalled.ts';
import { type Judgement, judgePack } from '#shared/vrs/judge-pack.ts';
import type { PackIdentity } from '#shared/vrs/pack-identity.ts';

export interface JudgeNeeds {
  readonly ledger: Pick<Ledger, 'eventsOf'>;
  readonly recalls: Pick<Recalls, 'activeOf'>;
  readonly placesOf: EpcPlaces;
}

/** What the repository of a pack's owner says about it, recalls that the ledger was not told of yet included. */
export async function judgeUnit(
  { ledger, recalls, placesOf }: JudgeNeeds,
  owner: string,
  { gtin, serial, lot, exp }: PackIdentity,
): Promise<Judgement> {
  const epc = writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });
  const [events, active] = await Promise.all([ledger.eventsOf(owner, epc), recalls.activeOf(owner, gtin)]);
  const unit = foldUnit(epc, events);
  const places = active.some(({ of }) => of.kind === 'range') ? ((await placesOf(owner, [epc])).get(epc) ?? []) : [];
  const isRecalled = active.some(({ of }) => isRecalledBy(of, { serial, lot: unit.lot, places }));
  return judgePack(unit, lot, exp, isRecalled);
}
