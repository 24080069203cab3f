import { type Refusal, refuse } from '#shared/refusal.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { chunks, EPCS } from '../../line/container-events.ts';
import { Suspects } from '../../store/suspects.ts';
import { apply } from './apply.ts';
import { codesOf, find, findAll, findStored, listAll, placed, stands, unknown } from './find-thing.ts';
import { act, type By, type Floor, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import { nothingLearned } from './learn.ts';
import { isRecalled } from './receive.ts';
import { isSuspect, noteSuspect } from './suspect.ts';
import { takeOut } from './take-out.ts';

export interface Judging extends Said {
  readonly scans: readonly string[];
  readonly reason: string;
}

/** Something that is perhaps falsified, as `hold` took it. */
export interface HeldSuspect {
  readonly suspect: number;
  readonly epc: string;
  /** What its code says, and what is known of its number. */
  readonly says: string;
  readonly known: string;
}

/**
 * Puts things into quarantine: they stay where they are, and do not leave. What is perhaps falsified is noted with what its code says, for quality
 * assurance to judge; where its number is elsewhere by what is known, nothing but that is noted, and nobody is told that the number is here.
 */
export const hold = (
  needs: WarehouseNeeds,
  said: Judging,
  by: By,
): { held: string[]; suspects: HeldSuspect[] } | Refusal =>
  act(needs, 'hold', said, by, (floor) => {
    const suspects: HeldSuspect[] = [];
    const things = codesOf(said.scans).flatMap((code, i) => {
      const stored = placed(i, () => findStored(floor, code) ?? unknown(code));
      const suspect = isSuspect(code, stored) ? noteSuspect(floor, code, stored, said.reason) : undefined;
      if (suspect !== undefined) suspects.push(suspect);
      const thing = suspect === undefined ? placed(i, () => find(floor, code) ?? unknown(code)) : stored;
      floor.about(thing.epc);
      if (!stands(thing)) return suspect === undefined ? forbid(gone(thing, i)) : [];
      const why = suspect === undefined ? said.reason : `${said.reason}; its code says ${suspect.says}`;
      needs.inventory.change(thing, { held: why }, floor.because(why));
      return [thing];
    });
    floor.observe(things, { step: 'holding', disposition: 'non_sellable_other' });
    return { held: things.map(({ epc }) => epc), suspects };
  });

/** Lets things out of quarantine. What is recalled, or what nobody has verified, stays in it. */
export const release = (needs: WarehouseNeeds, said: Judging, by: By): { released: string[] } | Refusal =>
  act(needs, 'release', said, by, (floor) => {
    apply(floor, nothingLearned);
    const things = findAll(floor, said.scans);
    for (const [i, thing] of things.entries()) {
      if (!stands(thing)) forbid(gone(thing, i));
      const outer = needs.inventory.around(thing).find(({ held }) => held !== undefined);
      if (thing.held === undefined)
        forbid(
          refuse('conflict', `${thing.epc} is in no quarantine`, { at: `/scans/${i}`, remedy: 'It needs no release.' }),
        );
      const suspect = suspectIn(floor, thing.epc);
      const why = isRecalled(floor, thing.epc)
        ? 'is recalled, or something in it is'
        : suspect !== undefined
          ? `is perhaps falsified, or something in it is, and nobody has judged that (suspect ${suspect})`
          : thing.isVerified
            ? outer && `stands in ${outer.epc}, which is in quarantine itself`
            : 'was never verified';
      if (why !== undefined) {
        forbid(
          refuse('conflict', `${thing.epc} ${why}`, {
            at: `/scans/${i}`,
            rule: 'EU GDP 2013/C 343/01 §5.5, §6.3',
            remedy: 'Leave it in quarantine, or have it destroyed.',
          }),
        );
      }
      needs.inventory.change(thing, { held: null }, floor.because(said.reason));
      floor.about(thing.epc);
    }
    floor.observe(things, { step: 'inspecting', disposition: 'sellable_not_accessible' });
    return { released: things.map(({ epc }) => epc) };
  });

/** Destroys things with all that is in them. */
export const destroy = (needs: WarehouseNeeds, said: Judging, by: By): { destroyed: string[] } | Refusal =>
  act(needs, 'destroy', said, by, (floor) => {
    const things = findAll(floor, said.scans);
    for (const [i, thing] of things.entries()) if (!stands(thing)) forbid(gone(thing, i));
    const all = takeOut(floor, things, said.reason).flatMap((thing) => {
      floor.about(thing.epc);
      const whole = listAll(floor, thing).filter(({ state }) => state !== 'destroyed');
      needs.inventory.change(thing, { state: 'destroyed', order: null }, floor.because(said.reason));
      needs.inventory.carry(thing.epc, { state: 'destroyed', order: null });
      return whole;
    });
    for (const [owner, own] of Map.groupBy(all, (one) => one.owner))
      for (const part of chunks(own, EPCS))
        floor.tell(owner, destroyEvent({ epcs: part.map(({ epc }) => epc), ...floor.stamp() }));
    return { destroyed: all.map(({ epc }) => epc) };
  });

const suspectIn = ({ needs }: Floor, epc: string): number | undefined => {
  const suspects = new Suspects(needs.db);
  return needs.inventory
    .within(epc)
    .flatMap((one) => suspects.openOf(one.epc)?.suspect ?? [])
    .at(0);
};

const gone = ({ epc, state }: { epc: string; state: string }, i: number) =>
  refuse('conflict', `${epc} is ${state}`, { at: `/scans/${i}`, remedy: 'Take one that stands here.' });
