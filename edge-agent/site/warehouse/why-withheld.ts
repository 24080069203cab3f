import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Stored } from '../../store/inventory.ts';
import { KnownWithheld, type Withheld } from '../../store/known-withheld.ts';
import type { Floor } from './floor.ts';
import { unopenedWith } from './mark-recalled.ts';

type WithheldIn = ReadonlyMap<string, readonly Withheld[]>;

/** What was learned of an act holds until its end; many things are looked at in one. */
const known = new WeakMap<Floor, WithheldIn>();

/** Suspect packs that are a thing, or are in it, also where nobody has opened it. */
export function withheldIn(floor: Floor, { epc }: Pick<Stored, 'epc'>): readonly Withheld[] {
  const all = known.get(floor) ?? withheldHere(floor);
  known.set(floor, all);
  return all.get(epc) ?? [];
}

function withheldHere(floor: Floor): WithheldIn {
  const { inventory, db } = floor.needs;
  const found = new Map<string, Withheld[]>();
  for (const pack of new KnownWithheld(db).here()) {
    const own = inventory.find(pack.epc);
    for (const thing of own === undefined ? unopenedWith(floor, pack.gtin, [pack.serial]) : [own])
      for (const { epc } of [thing, ...inventory.around(thing)]) found.set(epc, [...(found.get(epc) ?? []), pack]);
  }
  return found;
}

/**
 * Why a thing may not leave that is suspect product, or holds some: the case, and what is to be done. A return that was agreed with a partner leaves to that
 * partner.
 *
 * @param to the party it is for; of nobody in particular when absent
 */
export function whyWithheld(floor: Floor, thing: Pick<Stored, 'epc'>, to?: string): Refusal | undefined {
  const party = to === undefined ? undefined : canonicalEpc(to);
  const pack = withheldIn(floor, thing).find(
    ({ mayGoTo }) => mayGoTo === undefined || canonicalEpc(mayGoTo.party) !== party,
  );
  if (pack === undefined) return undefined;
  const { mayGoTo } = pack;
  const inside = pack.epc === thing.epc ? '' : `, in ${thing.epc}`;
  const leaves =
    mayGoTo === undefined
      ? 'It leaves when quality has cleared the case, or to the partner with whom its return is agreed in a case of the desk.'
      : `It leaves to ${mayGoTo.party} alone, as agreed in case ${mayGoTo.case}, or when quality has cleared it.`;
  return refuse('conflict', `${pack.epc} is suspect product, case ${pack.case}${inside}`, {
    rule: 'EU GDP 2013/C 343/01 §6.4; FD&C Act 582(c)(4)(A)',
    remedy: `Put it into quarantine (hold), and take another. ${leaves}`,
  });
}
