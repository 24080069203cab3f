import { deskByRules, entryOfMessage, isTheirTurn, nextMessage, withOwn } from '#common/desk/desk-change.ts';
import { noRoom } from '#common/desk/room-in-case.ts';
import { BY_RULES, type DeskCase, isToldOf, type NewDeskEntry } from '#common/store/desk-case-row.ts';
import { lookAtClock } from '#shared/dscsa/clocks.ts';

export interface Called {
  readonly after: DeskCase;
  readonly entries: readonly NewDeskEntry[];
  readonly call: 'warned' | 'missed';
  /** The other side is reminded. */
  readonly speaks: boolean;
}

/**
 * Calls people once when the time for an answer is nearly over and once when it is, on both sides: who has to answer, and who waits for it. Who waits reminds
 * the other side as well. Undefined when the clock has nothing new to say.
 */
export function callForCase(row: DeskCase, now: Date, uuid: () => string): Called | undefined {
  const looked = isToldOf(row) ? lookAtClock(row.clock, now) : undefined;
  if (looked === undefined || row.clock === undefined) return undefined;
  const { since } = row.clock;
  const after = { ...row, clock: { ...looked.clock, since } };
  const entry = deskByRules(now, `deadline-${looked.call}`, `due ${looked.clock.due}`);
  // A report of the PDG's schema is no reminder.
  const isTold = row.way !== 'pdg' && row.untold.length === 0 && (row.toldFrom ?? '') <= now.toISOString();
  if (!isTold || !isTheirTurn(row)) return { after, entries: [entry], call: looked.call, speaks: false };
  const words = looked.call === 'warned' ? 'an answer is due' : 'an answer was due';
  const text = `reminder: ${words} ${looked.clock.due}`;
  const message = nextMessage(row, { id: uuid(), side: row.side, act: 'note', text }, now);
  const spoken = withOwn(after, message, now);
  // A side that has said all it can is not in want of reminders.
  if (noRoom(spoken, row.side) !== undefined) return { after, entries: [entry], call: looked.call, speaks: false };
  return { after: spoken, entries: [entry, entryOfMessage(message, BY_RULES, now)], call: looked.call, speaks: true };
}
