import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { eventsById } from './events-by-id.ts';

export type KnownEvents = ReturnType<typeof knownEvents>;

/** Events of the ledger table whose ids are known: for those who neither store nor look for any, and begin sooner without. */
export function knownEvents(db: DynamoDBDocumentClient, table: string) {
  const byId = eventsById(db, table);
  return {
    /** Events by id, each with every declaration about it, in event-time order. */
    eventsById: async (tenant: string, ids: readonly string[]): Promise<StoredEvent[]> =>
      (await byId(tenant, ids)).map(({ stored }) => stored),
  };
}
