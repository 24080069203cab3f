import { moved, partOf } from '#common/dscsa/change.ts';
import { Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { metClock } from '#shared/dscsa/clocks.ts';
import { refuse } from '#shared/refusal.ts';

interface Told {
  readonly what: 'mailed' | 'answered';
  readonly at: string;
  readonly incident?: string | undefined;
}

/**
 * A case of Form 3911 after a person has mailed its notice, or has FDA's answer. A first notice that was mailed is submitted; whatever else was mailed
 * waits for FDA as before, since product is let go only on FDA's word (FD&C Act 582(b)(4)(B)(iv)). Every answer quotes the incident number.
 *
 * @throws Refused `malformed` for an answer without it, `conflict` for another one and where nothing was signed
 */
export function noticeTold(row: DscsaCase, { what, at, incident }: Told): DscsaCase {
  const form = partOf(row, row.form);
  if (what === 'mailed') {
    if (incident !== undefined && incident !== form.incident)
      throw wrong('malformed', 'what is mailed gives no incident number: FDA does', 'leave it out');
    const clock = metClock(row.clock, at);
    return { ...moved(row, 'receive', '/what'), clock, form: { ...form, told: toldOf(row, what, clock) } };
  }
  const answered = moved(row, 'answer', '/what');
  if (incident === undefined)
    throw wrong('malformed', 'the answer of FDA has an incident number', 'wait for it, and send it');
  // FDA gives one number to a case.
  if (form.incident !== undefined && form.incident !== incident)
    throw wrong('conflict', `the incident number of this case is ${form.incident}`, 'quote it');
  const clock = metClock(row.clock, at);
  return { ...answered, form: { ...form, incident, told: toldOf(row, what, clock) }, clock };
}

/** By what it is taken back where it was told in error. */
const toldOf = ({ state, form, clock }: DscsaCase, what: Told['what'], after: DscsaCase['clock']) => ({
  what,
  was: state,
  gaveIncident: what === 'answered' && form?.incident === undefined,
  metClock: clock?.metAt !== after?.metAt,
});

const wrong = (code: 'malformed' | 'conflict', detail: string, remedy: string) =>
  new Refused(refuse(code, detail, { at: '/incident', rule: 'Form FDA 3911', remedy }));
