import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type LineStatusMessage, type LineView, lineView } from '#shared/messages/line-status.ts';
import { filteredPage } from './filtered-page.ts';
import { lineStatusKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

/** A site's clock that was set back is believed after this long. */
const BELIEVED_AFTER_MS = 5 * 60_000;

const stored = v.object({ sk: v.string(), ...lineView.entries });
const storedHeard = v.pipe(
  v.object({
    site: v.string(),
    heardAt: v.string(),
    alarms: v.optional(v.array(v.unknown()), []),
  }),
  v.transform(({ alarms, ...line }) => ({ ...line, isAlarmed: alarms.length > 0 })),
);

/** When a line was heard, and whether it has alarms. */
export type HeardLine = v.InferOutput<typeof storedHeard>;

/** Which lines are wanted; an absent filter fits all. */
interface WantedLines {
  readonly site?: string | undefined;
  /** Of PackML. */
  readonly state?: string | undefined;
  readonly perPage: number;
  readonly after?: string | undefined;
}

export type LineStatuses = ReturnType<typeof lineStatuses>;

/** How the lines of a tenant's sites stand, one row a line, in the deliveries table. */
export function lineStatuses(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Keeps what a line tells, unless something newer is kept already. */
    keep: ({ tenant, site, line, message }: LineStatusMessage, now: Date): Promise<'kept' | 'older'> =>
      wonOrLost(
        () =>
          db.send(
            new PutCommand({
              TableName: table,
              Item: { ...lineStatusKey(tenant, site, line), site, line, heardAt: now.toISOString(), ...message },
              // Decides between messages that come out of order or twice: the newer one stands.
              ConditionExpression: 'attribute_not_exists(pk) OR #at < :at OR heardAt < :longAgo',
              ExpressionAttributeNames: { '#at': 'at' },
              ExpressionAttributeValues: {
                ':at': message.at,
                ':longAgo': new Date(now.getTime() - BELIEVED_AFTER_MS).toISOString(),
              },
            }),
          ),
        'kept',
        'older',
      ),
    /** One page of a tenant's lines by site and line, of each what tells whether its site is heard. `next` is given as `after`. */
    heard: async (tenant: string, limit: number, after?: string): Promise<{ lines: HeardLine[]; next?: string }> => {
      const { pk } = lineStatusKey(tenant, '', '');
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ProjectionExpression: 'site, heardAt, alarms[0]',
        ExpressionAttributeValues: { ':pk': pk },
        ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
        Limit: limit,
      });
      const { Items = [], LastEvaluatedKey } = await db.send(query);
      const lines = Items.map((item) => v.parse(storedHeard, item));
      return { lines, ...(LastEvaluatedKey && { next: v.parse(v.string(), LastEvaluatedKey['sk']) }) };
    },
    /** One page of a tenant's lines, or of those of a site or in a state, by site and line. `next` is given as `after`; in a state a page may be short and still have a next. */
    list: async (tenant: string, wanted: WantedLines): Promise<{ lines: LineView[]; next?: string }> => {
      const { site, state, perPage, after } = wanted;
      const { pk, sk: first } = lineStatusKey(tenant, site ?? '', '');
      if (state !== undefined) {
        const begins = site === undefined ? undefined : first;
        const { rows, ...more } = await filteredPage(db, { table, pk, begins, fits: { state }, limit: perPage, after });
        return { lines: rows.map((row) => v.parse(lineView, row)), ...more };
      }
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: site === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :first)',
          ExpressionAttributeValues: { ':pk': pk, ...(site !== undefined && { ':first': first }) },
          ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
          Limit: perPage + 1,
        }),
      );
      const rows = Items.slice(0, perPage).map((item) => v.parse(stored, item));
      // Rows with many alarms may fill the megabyte of an answer before there are as many as are asked for.
      const next = Items.length > perPage || LastEvaluatedKey !== undefined ? rows.at(-1)?.sk : undefined;
      return { lines: rows.map(({ sk: _, ...view }) => view), ...(next !== undefined && { next }) };
    },
  };
}
