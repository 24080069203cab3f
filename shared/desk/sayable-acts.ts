import type { DeskAct, DeskMessage } from './desk-message.ts';
import { fits, foldCase, nextTurn } from './fold-case.ts';
import type { DeskKind, Side } from './kinds.ts';

/** What is said by a message of its own; files and the end of a case have doors of theirs. */
export type SayableAct = Exclude<DeskAct, 'open' | 'attach' | 'resolve' | 'withdraw'>;

const acts: readonly SayableAct[] = ['accept', 'reject', 'counter', 'propose', 'acknowledge', 'report', 'note'];

/** What a side can say now, as a case stands after these messages; nothing when it is over. */
export function sayableActs(kind: DeskKind, messages: readonly DeskMessage[], side: Side): readonly SayableAct[] {
  const standing = foldCase(kind, messages);
  const found = { found: 0, quarantined: 0, returned: 0, destroyed: 0 };
  const trial = { id: '', side, turn: nextTurn(messages), at: standing.since, of: standing.proposal?.id, found };
  return acts.filter((act) => fits(kind, standing, { ...trial, act, resolution: 'other' }));
}
