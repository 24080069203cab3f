import { isOver } from '#shared/desk/kinds.ts';
import { isEnded } from '#shared/dscsa/kinds.ts';
import { announced } from '../announce.ts';
import type { DeskCase } from './desk-case-row.ts';
import type { DscsaCase } from './dscsa-case-row.ts';

/** The row that tells integrators what became of a case of the DSCSA, for the transaction in which it does; none where it stands as it stood. */
export function caseAnnounced(table: string, before: DscsaCase | undefined, after: DscsaCase) {
  const { tenant, id, kind: of, state, version, updatedAt: at, pdg, ti } = after;
  if (before?.state === state) return [];
  const ended = isEnded(of, state) ? 'case.closed' : 'case.changed';
  const kind = before === undefined ? 'case.opened' : ended;
  const partner = pdg?.partner ?? ti?.partner;
  const data = { case: id, of, state, ...(partner !== undefined && { partner }) };
  return [announced(table, tenant, { kind, subject: `case ${id}`, at, once: String(version), data })];
}

/** The same of a case between companies, of which integrators learn too when somebody has said something. */
export function deskCaseAnnounced(table: string, before: DeskCase | undefined, after: DeskCase) {
  const { tenant, id, state, version, updatedAt: at, partner, messages } = after;
  if (before?.state === state && before.messages.length === messages.length) return [];
  const ended = isOver(state) && before?.state !== state ? 'case.closed' : 'case.changed';
  const kind = before === undefined ? 'case.opened' : ended;
  const data = { case: id, of: 'desk', state, partner };
  return [announced(table, tenant, { kind, subject: `case ${id}`, at, once: String(version), data })];
}
