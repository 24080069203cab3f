import type { AuditEntry } from '#shared/access/audit-entry.ts';

export const auditColumns = ['at', 'by', 'home', 'act', 'subject', 'signed by', 'meaning', 'reason', 'detail', 'id'];

/** A row of the trail as a line of a spreadsheet; what only some have is JSON in `detail`. */
export const auditRow = ({ at, by, home, act, subject, signature, detail, id }: AuditEntry): string[] => [
  ...[at, by, home, act, subject],
  signature?.name ?? signature?.by ?? '',
  signature?.meaning ?? '',
  signature?.reason ?? '',
  detail === undefined ? '' : JSON.stringify(detail),
  id,
];
