import { type Refusal, refuse } from '#shared/refusal.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { chunks, EPCS } from '../../line/container-events.ts';
import { apply } from './apply.ts';
import { findAll, listAll, stands } from './find-thing.ts';
import { act, type By, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import { nothingLearned } from './learn.ts';
import { isRecalled } from './receive.ts';
import { takeOut } from './take-out.ts';

export interface Judging extends Said {
  readonly scans: readonly string[];
  readonly reason: string;
}

/** Puts things into quarantine: they stay where they are, and do not leave. */
export const hold = (needs: WarehouseNeeds, said: Judging, by: By): { held: string[] } | Refusal =>
  act(needs, 'hold', said, by, (floor) => {
    const things = findAll(floor, said.scans);
    for (const [i, thing] of things.entries()) {
      if (!stands(thing)) forbid(gone(thing, i));
      needs.inventory.change(thing, { held: said.reason }, floor.because(said.reason));
      floor.about(thing.epc);
    }
    floor.observe(things, { step: 'holding', disposition: 'non_sellable_other' });
    return { held: things.map(({ epc }) => epc) };
  });

/** Lets things out of quarantine. What is recalled, or what nobody has verified, stays in it. */
export const release = (needs: WarehouseNeeds, said: Judging, by: By): { released: string[] } | Refusal =>
  act(needs, 'release', said, by, (floor) => {
    apply(floor, nothingLearned);
    const things = findAll(floor, said.scans);
    for (const [i, thing] of things.entries()) {
      if (!stands(thing)) forbid(gone(thing, i));
      const outer = needs.inventory.around(thing).find(({ held }) => held !== undefined);
      const why =
        thing.held === undefined
          ? 'is in no quarantine'
          : isRecalled(floor, thing.epc)
            ? 'is recalled, or something in it is'
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

const gone = ({ epc, state }: { epc: string; state: string }, i: number) =>
  refuse('conflict', `${epc} is ${state}`, { at: `/scans/${i}`, remedy: 'Take one that stands here.' });
