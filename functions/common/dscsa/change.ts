import { Refused } from '#common/refused.ts';
import { BY_RULES, type DscsaCase, type NewHistoryEntry } from '#common/store/dscsa-case-row.ts';
import { type CaseAct, moveCase } from '#shared/dscsa/move-case.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';

/** A case after an act. @param at place in the request that names the act @throws Refused `conflict` when the act does not fit it */
export function moved(row: DscsaCase, act: CaseAct, at?: string): DscsaCase {
  const state = moveCase(row.kind, row.state, act);
  if (isRefusal(state)) throw new Refused({ ...state, ...(at !== undefined && { at }) });
  return { ...row, state };
}

/** A line of a case's history that nobody wrote. */
export const byRules = (
  at: Date,
  what: string,
  more: Pick<NewHistoryEntry, 'detail' | 'evidence'> = {},
): NewHistoryEntry => ({
  at: at.toISOString(),
  by: BY_RULES,
  what,
  ...more,
});

/** A member that a case of its kind must have. @throws Refused `conflict` when it is a case of another kind */
export function partOf<Part>(row: Pick<DscsaCase, 'id' | 'kind'>, part: Part | undefined): Part {
  if (part !== undefined) return part;
  throw new Refused(
    refuse('conflict', `case ${row.id} is of kind ${row.kind}`, {
      remedy: 'GET /api/dscsa/cases?kind= lists the others',
    }),
  );
}
