import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { declaredEvents } from './declared-events.ts';
import { refsIn } from './index-refs.ts';
import { short } from './index-rows.ts';
import { namedKey } from './keys.ts';
import { type EventRef, refsOnce } from './ref-rows.ts';

/** What was told of quantities of a class. */
export interface ClassHistory {
  /** The oldest, and the latest, with declarations about them. */
  readonly events: readonly StoredEvent[];
  /** There are none in between. */
  readonly isWhole: boolean;
}

export type ClassEvents = (tenant: string, epcClass: string) => Promise<ClassHistory>;

/** Events of one class that are read: lots move by the hundred. How it began, and what happened of late, tell most where there are more. */
const MOST = { oldest: 2_000, latest: 500 };

/** The ledger table for whoever asks what was told of quantities. */
export function classEvents(db: DynamoDBDocumentClient, table: string, most = MOST): ClassEvents {
  const { fetchDeclared } = declaredEvents(db, table);
  return async (tenant, epcClass) => {
    const { pk } = namedKey(tenant, 'class', short(canonicalEpc(epcClass)), '');
    const first = async (ascending: boolean, limit: number) => {
      const refs: EventRef[] = [];
      for await (const ref of refsIn(db, table, { pk }, { ascending })) if (refs.push(ref) >= limit) break;
      return refs;
    };
    const oldest = await first(true, most.oldest + 1);
    const isWhole = oldest.length <= most.oldest;
    const latest = isWhole ? [] : await first(false, most.latest);
    return { events: await fetchDeclared(tenant, [...refsOnce([...oldest, ...latest]).values()]), isWhole };
  };
}
