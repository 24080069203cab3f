import { entryOf } from '#common/entry-of.ts';
import type { Request } from '#common/http.ts';
import { auditPut } from '#common/store/audit.ts';
import type { Listener } from '#common/store/listeners.ts';
import type { AuditAct } from '#shared/access/audit-acts.ts';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { changedMeanwhile } from './find-listener.ts';
import type { Needs } from './needs.ts';

/** Writes down that somebody has a listener called, before it is: what goes out in a person's name stands in the trail. */
export async function noteDeed(
  needs: Pick<Needs, 'listeners' | 'registryTable' | 'now'>,
  request: Request,
  row: Listener,
  act: AuditAct,
  detail?: AuditEntry['detail'],
): Promise<void> {
  const at = needs.now();
  const subject = `listener ${row.listener}`;
  const entry = entryOf(request, at.toISOString(), act, subject, detail === undefined ? {} : { detail });
  const audit = auditPut(needs.registryTable, row.tenant, entry);
  if ((await needs.listeners.change(row, {}, at, audit)) === 'moved') throw changedMeanwhile(row.listener);
}
