import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type DeliveryState, deliveryStates } from '#shared/delivery/standing.ts';
import { boundedRows } from './bounded-rows.ts';
import { dueIndex, openPartitions } from './due.ts';
import { captureJobKey } from './keys.ts';

/** Pages of a megabyte that are read at most of what is due, and of what waits for people, warned of or not. */
const MOST_PAGES = 4;
const HOUR_MS = 3_600_000;

const said = v.optional(v.string());
const members = ['wake', 'running', 'createdAt', 'kind', 'state', 'market', 'deadline'] as const;

/** Rows of other work have none of these, and one that is not legible must not hide the others. */
const storedWork = v.object({
  wake: v.fallback(v.optional(v.object({ queue: v.string() })), undefined),
  running: v.fallback(v.optional(v.boolean()), undefined),
  createdAt: v.fallback(said, undefined),
  kind: v.fallback(said, undefined),
  state: v.fallback(v.optional(v.picklist(deliveryStates)), undefined),
  market: v.fallback(said, undefined),
  deadline: v.fallback(said, undefined),
});

/** A capture job that is not through. */
export interface OpenCapture {
  readonly isRunning: boolean;
  readonly createdAt: string;
}
/** A submission or delivery that nobody is done with. */
export interface OpenDelivery {
  readonly kind: string;
  readonly state: DeliveryState;
  readonly createdAt: string;
  readonly market?: string | undefined;
  readonly deadline?: string | undefined;
}
export interface Open {
  readonly captures: readonly OpenCapture[];
  readonly deliveries: readonly OpenDelivery[];
  /** There is more than was read. */
  readonly more: boolean;
}

/** A document that is captured, as far as it could be. */
export interface RecentCapture {
  readonly tookMs: number;
  /** Events of it could not be stored. */
  readonly isFailed: boolean;
}

export type OpenWork = ReturnType<typeof openWork>;

/** What is not done yet, by the index of what is due: what is done is not read, however much there is of it. */
export function openWork(db: DynamoDBDocumentClient, table: string) {
  const partition = (duePk: string) =>
    boundedRows(db, MOST_PAGES, {
      TableName: table,
      IndexName: dueIndex,
      KeyConditionExpression: 'duePk = :pk',
      ProjectionExpression: members.map((name) => `#${name}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(members.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: { ':pk': duePk },
    });
  return {
    all: async (tenant: string): Promise<Open> => {
      const parts = await Promise.all(openPartitions(tenant).map(partition));
      const rows = parts.flatMap((part) => part.rows).map((row) => v.parse(storedWork, row));
      return {
        captures: rows.flatMap(({ kind, running, createdAt }) =>
          kind === undefined && running !== undefined && createdAt !== undefined
            ? [{ isRunning: running, createdAt }]
            : [],
        ),
        deliveries: rows.flatMap(({ kind, state, createdAt, market, deadline }) =>
          kind !== undefined && state !== undefined && createdAt !== undefined
            ? [{ kind, state, createdAt, market, deadline }]
            : [],
        ),
        more: parts.some((part) => part.more),
      };
    },
    /** What came of the documents that came by the interface within the last hour and are through; of very many the newest. */
    recentCaptures: async (tenant: string, at: Date): Promise<RecentCapture[]> => {
      const since = new Date(at.getTime() - HOUR_MS).toISOString().replace(/[-:.]/g, '');
      const { rows } = await boundedRows(db, 1, {
        TableName: table,
        ScanIndexForward: false,
        // Ids that begin with their time; `:` comes after every digit.
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :since AND :end',
        FilterExpression: 'attribute_exists(finishedAt)',
        ProjectionExpression: 'createdAt, finishedAt, #success',
        ExpressionAttributeNames: { '#success': 'success' },
        ExpressionAttributeValues: { ':pk': captureJobKey(tenant, '').pk, ':since': since, ':end': ':' },
      });
      return rows.map((row) => {
        const { createdAt, finishedAt, success } = v.parse(finished, row);
        return { tookMs: Date.parse(finishedAt) - Date.parse(createdAt), isFailed: !success };
      });
    },
  };
}

const finished = v.object({ createdAt: v.string(), finishedAt: v.string(), success: v.boolean() });
