import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type NamedQueries, UnreadableQuery } from '../store/named-queries.ts';

/** A named query, or why it cannot be read; `undefined` when there is none of the name. */
export async function readNamed(
  namedQueries: Pick<NamedQueries, 'get'>,
  tenant: string,
  name: string,
): Promise<EventQuery | Refusal | undefined> {
  try {
    const named = await namedQueries.get(tenant, name);
    return named && readEventQuery(named.message);
  } catch (error) {
    if (error instanceof UnreadableQuery) return refuse('bad-query', error.message);
    throw error;
  }
}
