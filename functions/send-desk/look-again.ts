import type { DeskCase } from '#common/store/desk-case-row.ts';
import { isNotice, isOver } from '#shared/desk/kinds.ts';

const MINUTE_MS = 60_000;
/** What was agreed to be sent comes soon, and who was told to keep goods apart hears soon that he need not; capture of what a case names hastens it as well. */
const SOON_MS = 15 * MINUTE_MS;
const SELDOM_MS = 6 * 60 * MINUTE_MS;

/** When a case is looked at next by itself, beside its clock; undefined when nothing but a person or the other side brings it on. */
export function lookAgain(row: DeskCase, now: Date): DeskCase['work'] {
  const { toldFrom = '' } = row;
  const waits = toldFrom > now.toISOString();
  if (waits) return isOver(row.state) ? undefined : { notBefore: toldFrom };
  const after = pauseOf(row);
  return after === undefined ? undefined : { notBefore: new Date(now.getTime() + after).toISOString() };
}

/** Milliseconds. */
function pauseOf({ way, kind, side, state, problem, untold, dscsa, dscsaEndedAt, subject, origin }: DeskCase) {
  // What ends it with the other's desk may have to wait until that has the beginning.
  if (dscsa !== undefined && dscsaEndedAt === undefined) return SOON_MS;
  // The other side does not take it yet.
  if (way === 'network' && untold.length > 0) return SELDOM_MS;
  if (problem !== undefined || isOver(state) || side === 'respondent') return undefined;
  if (isNotice(kind)) return kind === 'recall' ? SELDOM_MS : SOON_MS;
  if (subject.things.length === 0 && origin.kind !== 'exception') return undefined;
  return state === 'agreed' ? SOON_MS : SELDOM_MS;
}
