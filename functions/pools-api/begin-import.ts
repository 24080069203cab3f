import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { SerialImport } from '#common/store/serial-import-row.ts';
import { answerImport } from './answer-import.ts';
import { goOn } from './go-on.ts';
import type { ListNeeds } from './list-needs.ts';
import { notThere, usedId } from './list-refusals.ts';

/** Until the sweep looks after a list whose caller or message was lost. */
const WAKE_MS = 60_000;

/** Records an import of what lies in the bucket, and brings it in. */
export async function begin(
  needs: ListNeeds,
  request: Request,
  list: Pick<SerialImport, 'pool' | 'importId' | 'key' | 'mediaType'>,
) {
  const facts = await needs.documents.facts(list.key);
  if (facts === undefined) throw new Refused(notThere(list.pool, list.importId));
  const { etag, bytes } = facts;
  const { tenant, caller: by, home } = request;
  const at = needs.now();
  const row: SerialImport = { ...list, state: 'waiting', etag, bytes, by, home, at: at.toISOString() };
  if ((await needs.imports.create(tenant, row, new Date(at.getTime() + WAKE_MS))) === 'exists') {
    const earlier = await needs.imports.get(tenant, list.pool, list.importId);
    return again(needs, request, earlier ?? row, list.key);
  }
  return goOn(needs, tenant, row);
}

/** The import of that id, if it is of the same bytes. One that was cut short goes on. */
export function again(needs: ListNeeds, { tenant }: Request, earlier: SerialImport, key: string) {
  if (earlier.key !== key) throw new Refused(usedId(earlier.importId));
  return earlier.state === 'waiting' || earlier.state === 'storing'
    ? goOn(needs, tenant, earlier)
    : answerImport(earlier);
}
