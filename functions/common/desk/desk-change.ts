import { BY_RULES, type DeskCase, type NewDeskEntry } from '#common/store/desk-case-row.ts';
import { answerDue } from '#shared/desk/desk-clocks.ts';
import type { DeskMessage } from '#shared/desk/desk-message.ts';
import { foldCase, inOrder, nextTurn } from '#shared/desk/fold-case.ts';
import type { Side } from '#shared/desk/kinds.ts';
import { metClock, stoppedClock } from '#shared/dscsa/clocks.ts';

/** A case with more messages: how it stands follows from them, and the clock runs anew for whose turn it is. */
export function withMessages(row: DeskCase, more: readonly DeskMessage[], at: Date): DeskCase {
  const messages = inOrder([...row.messages, ...more]);
  const { state, since, awaits } = foldCase(row.kind, messages);
  const isNew = row.clock?.since !== since;
  // What was found by itself is told later, and so is what the other side did not take at once: it has its time from then on.
  const from = since < (row.toldFrom ?? '') ? (row.toldFrom ?? '') : since;
  const begun = { since, due: answerDue(row.kind, new Date(from)).toISOString() };
  const ended =
    state === 'withdrawn' ? stoppedClock(row.clock, at.toISOString()) : metClock(row.clock, at.toISOString());
  const clock = awaits === undefined ? ended && { since, ...ended } : isNew ? begun : row.clock;
  return { ...row, messages, state, ...(clock && { clock: { ...clock, since } }) };
}

/** A case of which the other side learns just now, and not before: its time begins now. */
export function toldNow({ clock, ...row }: DeskCase, more: readonly DeskMessage[], at: Date): DeskCase {
  const told = withMessages({ ...row, toldFrom: at.toISOString() }, more, at);
  // What ended before keeps how it ended.
  return told.clock === undefined && clock !== undefined ? { ...told, clock } : told;
}

/** What one side says next, not yet said. */
export const nextMessage = (
  { messages }: Pick<DeskCase, 'messages'>,
  said: Pick<DeskMessage, 'id' | 'side' | 'act'> & Partial<DeskMessage>,
  at: Date,
): DeskMessage => ({ ...said, turn: nextTurn(messages), at: at.toISOString() });

/** A case after our own side has said something: it is told the other side by whatever runs cases. */
export const withOwn = (row: DeskCase, message: DeskMessage, at: Date): DeskCase => ({
  ...withMessages(row, [message], at),
  untold: row.way === 'network' ? [...row.untold, message.id] : row.untold,
  work: { notBefore: at.toISOString() },
  problem: undefined,
});

/** A line of a case's history for something that was said. */
export const entryOfMessage = (
  { id, act, resolution, text, file }: DeskMessage,
  by: string,
  at: Date,
): NewDeskEntry => {
  const detail = [resolution, file?.name, text].filter((one) => one !== undefined).join('; ');
  return { at: at.toISOString(), by, what: act, message: id, ...(detail !== '' && { detail: detail.slice(0, 2_500) }) };
};

export const deskByRules = (at: Date, what: string, detail?: string): NewDeskEntry => ({
  at: at.toISOString(),
  by: BY_RULES,
  what,
  ...(detail !== undefined && { detail }),
});

/** True when the other side is to do something. */
export const isTheirTurn = (row: DeskCase): boolean => {
  const { awaits } = foldCase(row.kind, row.messages);
  return awaits !== undefined && awaits !== (row.side satisfies Side);
};
