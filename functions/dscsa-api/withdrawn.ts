import { moved, partOf } from '#common/dscsa/change.ts';
import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { runningAgain, stoppedClock } from '#shared/dscsa/clocks.ts';
import { refuse } from '#shared/refusal.ts';
import { MAIL_IT } from './mail-it.ts';

/**
 * A case of Form 3911 one step back, in the order of what was done last: what a person said of the notice was in error; or the notice was, and is signed
 * anew; or the duty itself was, because product was determined to be illegitimate in error.
 *
 * @throws Refused `conflict` while the intake may have the notice, and for what FDA has decided
 */
export function withdrawn(row: DscsaCase, at: string): DscsaCase {
  const form = partOf(row, row.form);
  const { told } = form;
  if (told !== undefined) return untold(row, form, told);
  mustNotBeThere(row);
  const after = { ...moved(row, 'withdraw'), outgoing: undefined, work: undefined, problem: undefined };
  if (after.state === 'withdrawn') return { ...after, clock: stoppedClock(row.clock, at) };
  return after.state === 'drafted' ? { ...after, clock: runningAgain(row.clock) } : after;
}

type Form = NonNullable<DscsaCase['form']>;

/** The notice stays signed, and is still to be mailed or answered. */
function untold(
  row: DscsaCase,
  form: Form,
  { what, was, gaveIncident, metClock }: NonNullable<Form['told']>,
): DscsaCase {
  return {
    ...row,
    state: was,
    form: { ...form, told: undefined, ...(gaveIncident && { incident: undefined }) },
    clock: metClock ? runningAgain(row.clock) : row.clock,
    problem: what === 'mailed' ? MAIL_IT : undefined,
  };
}

function mustNotBeThere({ outgoing, work }: DscsaCase): void {
  if (work === undefined || outgoing === undefined || outgoing.state === 'due') return;
  throw new Refused(
    refuse('conflict', 'the intake may have the notice, and is asked what became of it', {
      rule: 'Form FDA 3911',
      remedy: 'wait for its answer; where none comes, the case has a problem, and the notice can be withdrawn',
    }),
  );
}
