import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Limit } from '#shared/delivery/limit.ts';
import { type Asking, askTurn, noTurns, rested, type Turns } from '#shared/delivery/turns.ts';
import { pause } from './backoff.ts';
import { turnsKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

const ofLanes = v.object({ urgent: v.number(), bulk: v.number() });
const stored = v.object({
  full: v.number(),
  rest: v.number(),
  queued: ofLanes,
  again: v.optional(ofLanes, noTurns.again),
  gaveWay: v.number(),
  bulkUntil: v.number(),
  version: v.number(),
});

/** Who asks for a turn and meets others tries so often. */
const TRIES = 6;
/** Milliseconds until one that met others every time asks again. */
const MET_OTHERS_MS = 500;
/** The row is of no use once nobody waits; the table drops it some time after. */
const KEEP_MS = 3_600_000;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}
type Row = Turns & { readonly version: number };

export type TurnRows = ReturnType<typeof turnRows>;

/** Turns of calls in the deliveries table, shared by all functions: one row for each kind of call of a tenant. */
export function turnRows(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /**
     * Asks for a turn. Answers when to ask again, milliseconds since 1970; undefined: it may be called now, and at once, for with `take` it counts.
     *
     * @param take false only looks whether one is free: then a place is given as well to who must wait
     */
    ask: (tenant: string, of: string, limit: Limit, asking: Asking & { readonly take: boolean }) =>
      ask(here, tenant, of, limit, asking),
    /** Lets no call be made before a time. It is never given up: of those whose writes meet one is written every time, and the other side must not be forgotten. */
    rest: async (tenant: string, of: string, until: number): Promise<void> => {
      for (let attempt = 1; ; attempt++) {
        const row = await read(here, tenant, of);
        if (row.rest >= until || (await write(here, tenant, of, row, rested(row, until))) === 'written') return;
        await pause(attempt);
      }
    },
  };
}

async function ask(here: Here, tenant: string, of: string, limit: Limit, asking: Asking & { readonly take: boolean }) {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const row = await read(here, tenant, of);
    const { turns, at } = askTurn(limit, row, asking);
    const isSame = turns === row || (at === undefined && !asking.take);
    if (isSame || (await write(here, tenant, of, row, turns)) === 'written') return at;
    await pause(attempt);
  }
  // It took nothing and has no place: it comes again, and meets fewer.
  return asking.now + MET_OTHERS_MS;
}

async function read({ db, table }: Here, tenant: string, of: string): Promise<Row> {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: turnsKey(tenant, of), ConsistentRead: true }));
  return Item === undefined ? { ...noTurns, version: 0 } : v.parse(stored, Item);
}

function write({ db, table }: Here, tenant: string, of: string, { version }: Row, turns: Turns) {
  const { full, rest, queued, again, gaveWay, bulkUntil } = turns;
  const last = Math.max(full, rest, queued.urgent, queued.bulk);
  const put = new PutCommand({
    TableName: table,
    Item: {
      ...turnsKey(tenant, of),
      ...{ full, rest, queued, again, gaveWay, bulkUntil },
      version: version + 1,
      ttl: Math.ceil((last + KEEP_MS) / 1000),
    },
    // Functions ask at once for the last call of a window: one gets it, the others read the row again and are given places.
    ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : '#version = :seen',
    ...(version > 0 && {
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':seen': version },
    }),
  });
  return wonOrLost(() => db.send(put), 'written', 'lost');
}
