import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { refsIn } from './index-refs.ts';
import { short } from './index-rows.ts';
import { namedKey } from './keys.ts';
import { readEvents } from './read-events.ts';
import type { EventRef } from './ref-rows.ts';

/** Events that name quantities of a class, the latest of them, with declarations about them. */
export type ClassEvents = (tenant: string, epcClass: string) => Promise<StoredEvent[]>;

/** Events of one class that are read: lots move by the hundred, and what matters is of late. */
const MOST = 500;

/** The ledger table for whoever asks what was told of quantities. */
export function classEvents(db: DynamoDBDocumentClient, table: string): ClassEvents {
  const { fetchDeclared } = readEvents(db, table);
  return async (tenant, epcClass) => {
    const refs: EventRef[] = [];
    const { pk } = namedKey(tenant, 'class', short(canonicalEpc(epcClass)), '');
    for await (const ref of refsIn(db, table, { pk }, { ascending: false })) if (refs.push(ref) >= MOST) break;
    return fetchDeclared(tenant, refs);
  };
}
