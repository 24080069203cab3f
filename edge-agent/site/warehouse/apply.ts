import type { Refusal } from '#shared/refusal.ts';
import { asChange } from '../../store/inventory.ts';
import { KnownRecalls } from '../../store/known-recalls.ts';
import { KnownWithheld } from '../../store/known-withheld.ts';
import { enterLots } from './enter-lots.ts';
import { act, type By, type Floor, quietly, type Said, type WarehouseNeeds } from './floor.ts';
import { content, enterInside, isProof, kindOf } from './known-content.ts';
import type { Learned } from './learn.ts';
import { markRecalled, unmarkRecalled } from './mark-recalled.ts';
import { ownersOf } from './settings.ts';

/** Notes what was learned of what stands here, in an act's transaction, and what is recalled by all that is known. */
export function apply(floor: Floor, learned: Learned): void {
  const { looked, released } = learned;
  const { db, inventory } = floor.needs;
  enterLots(floor);
  for (const batch of released) db.prepare('UPDATE warehouse_batches SET released = 1 WHERE batch = ?').run(batch);
  for (const [epc, said] of looked) {
    const there = inventory.find(epc);
    if (there === undefined || there.isVerified || !isProof(said)) continue;
    const what = { kind: kindOf(epc, said.inside.length > 0), ...asChange(content(epc, said)) };
    const isRecalled = there.isRecalled || said.recalls.length > 0;
    inventory.change(there, { isVerified: true, isRecalled, ...what }, floor.because('the repository knows it'));
    enterInside(floor, there, said);
  }
  keepHeard(floor, learned);
  markRecalled(floor);
}

/** Keeps recalls and suspect product that were heard; what recalls have held and hold no more is free. */
function keepHeard(
  floor: Floor,
  { recalls = [], heard, withheld }: Pick<Learned, 'recalls' | 'heard' | 'withheld'>,
): void {
  const { db, settings, now } = floor.needs;
  const known = new KnownRecalls(db);
  const lifted = known.keep(recalls.map((one) => ({ owner: settings.owner, ...one })));
  for (const owner of heard) known.heard(owner, new Date(now()).toISOString());
  unmarkRecalled(floor, lifted);
  for (const { owner, packs } of withheld) new KnownWithheld(db).keep(owner, packs);
}

/** An act before which the repository is asked. It answers how old the recalls are that it was judged by; nothing when they were never heard. */
export const actAsked = <Answer extends object>(
  needs: WarehouseNeeds,
  kind: string,
  said: Said,
  by: By,
  learned: Learned,
  work: (floor: Floor) => Answer,
): (Answer & { readonly recallsAsOf?: string }) | Refusal => {
  const { recalls, heard, withheld, ...rest } = learned;
  // Whatever becomes of the act: one that is refused or only tried leaves nothing behind, and the next may be done without a WAN.
  if (recalls !== undefined || withheld.length > 0)
    quietly(needs, 'hear', (floor) => keepHeard(floor, { recalls, heard, withheld }));
  return act(needs, kind, said, by, (floor) => {
    apply(floor, { ...rest, recalls: undefined, heard: [], withheld: [] });
    const answer = work(floor);
    const recallsAsOf = new KnownRecalls(needs.db).asOf(ownersOf(needs.settings));
    return recallsAsOf === undefined ? answer : { ...answer, recallsAsOf };
  });
};
