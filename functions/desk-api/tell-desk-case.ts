import type { DeskCase } from '#common/store/desk-case-row.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import { isOver } from '#shared/desk/kinds.ts';

/** A case as our own people see it. */
export function tellDeskCase({ tenant: _, work: _work, entries, peer, untold, ...row }: DeskCase) {
  const { proposal, found, awaits, crossed } = foldCase(row.kind, row.messages);
  return {
    ...row,
    ...(proposal && { proposal }),
    ...(found && { found }),
    ...(awaits && { awaits: awaits === row.side ? 'us' : 'partner' }),
    crossed,
    ended: isOver(row.state),
    historyLength: entries,
    // Whether the other tenant has all of it.
    ...(row.way === 'network' && { told: peer !== undefined && untold.length === 0 }),
  };
}

/** The same in a list: how it stands, without what was said. */
export function tellDeskBriefly(row: DeskCase) {
  const { id, kind, state, title, side, partner, origin, assignee, createdAt, updatedAt, clock, problem } = row;
  const { awaits } = foldCase(kind, row.messages);
  return {
    ...{ id, kind, state, title, side, partner, origin, createdAt, updatedAt, ended: isOver(state) },
    ...(awaits && { awaits: awaits === side ? 'us' : 'partner' }),
    ...(assignee !== undefined && { assignee }),
    ...(clock && { clock }),
    ...(problem !== undefined && { problem }),
  };
}

/** As its partner sees it: what both said, and nothing of what is ours alone. */
export function tellPartnerCase(row: DeskCase) {
  const { id, kind, state, title, subject, messages, createdAt, clock } = row;
  const { proposal, found, awaits, crossed } = foldCase(kind, messages);
  return {
    ...{ id, kind, state, title, subject, messages, createdAt, crossed, ended: isOver(state) },
    side: row.side === 'claimant' ? 'respondent' : 'claimant',
    ...(proposal && { proposal }),
    ...(found && { found }),
    ...(awaits && { awaits: awaits === row.side ? 'partner' : 'us' }),
    ...(clock && awaits && { due: clock.due }),
  };
}
