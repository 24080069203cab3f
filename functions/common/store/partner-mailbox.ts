import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type PartnerMessageTold, partnerMessageTold } from '#shared/messages/partner-messages-api.ts';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../refused.ts';
import { pause } from './backoff.ts';
import type { FetchedMessage } from './delivery-row.ts';
import { expiry } from './expiry.ts';
import { deliveryKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerMailEndKey, partnerMailKey, partnerMailOfKey } from './network-keys.ts';

/** How often a place is tried for: as many senders may put something there at once. */
const TRIES = 20;
/** A place before all others: they begin with a year. */
const BEGINNING = '0';

/** A message as it stands ready. */
const standing = v.object({
  ...partnerMessageTold.entries,
  /** Of the object that holds its exact bytes. */
  key: v.string(),
});
export type StandingMessage = v.InferOutput<typeof standing>;

const listed = v.object({ sk: v.string(), ...partnerMessageTold.entries });
const pointer = v.object({ place: v.string() });
const end = v.object({ at: v.string(), count: v.number() });

export type PartnerMailbox = ReturnType<typeof partnerMailbox>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Messages that stand ready for partners that fetch them, in the deliveries table; their bytes are those of their deliveries. */
export function partnerMailbox(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Puts a message there, behind all that stand there; `known` when one of its id is there already. */
    put: (tenant: string, partner: string, message: StandingMessage) => put(here, tenant, partner, message),
    /** The one of that id. */
    get: async (tenant: string, partner: string, message: string): Promise<StandingMessage | undefined> => {
      const place = await placeOf(here, tenant, partner, message);
      const row = place === undefined ? undefined : await item(here, partnerMailKey(tenant, partner, place));
      return row && v.parse(standing, row);
    },
    /** Notes with a message, and with its delivery, that the partner has fetched it: the first time alone. */
    noteFetched: (tenant: string, partner: string, deliveryId: string, fetched: FetchedMessage) =>
      noteFetched(here, { tenant, partner, deliveryId }, fetched),
    /** The oldest first, at most `limit`, beginning behind `after`. `next` is where it goes on, also when nothing is there yet; nothing ever gets a place before it. */
    list: async (tenant: string, partner: string, limit: number, after = BEGINNING) => {
      const { pk, sk } = partnerMailKey(tenant, partner, after);
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: { ':pk': pk, ':after': sk },
        ConsistentRead: true,
        Limit: limit,
      });
      const { Items = [], LastEvaluatedKey } = await db.send(query);
      const rows = Items.map((row) => v.parse(listed, row));
      const messages = rows.map(({ sk: _, ...message }): PartnerMessageTold => message);
      return { messages, next: rows.at(-1)?.sk ?? after, more: LastEvaluatedKey !== undefined };
    },
  };
}

async function put(here: Here, tenant: string, partner: string, message: StandingMessage): Promise<'put' | 'known'> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if ((await placeOf(here, tenant, partner, message.message)) !== undefined) return 'known';
    const row = await item(here, partnerMailEndKey(tenant, partner));
    const last = row && v.parse(end, row);
    if ((await wonOrLost(() => putBehind(here, tenant, partner, message, last), 'put', 'met')) === 'put') return 'put';
    await pause(attempt);
  }
  throw new Refused(
    refuse('busy', `others put messages into the mailbox of ${partner}, ${TRIES} tries met them`, {
      remedy: 'put it there again: nothing of it was stored',
    }),
  );
}

/** The clock of a sender may be behind that of the one before: its message is as old as that one at most. */
function putBehind(
  { db, table: TableName }: Here,
  tenant: string,
  partner: string,
  message: StandingMessage,
  last: v.InferOutput<typeof end> | undefined,
) {
  const readyAt = last !== undefined && last.at > message.readyAt ? last.at : message.readyAt;
  const count = (last?.count ?? 0) + 1;
  const place = `${readyAt}#${String(count).padStart(12, '0')}`;
  const kept = expiry(new Date(readyAt));
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  // Of many senders at once one takes the place at the end: who has read up to a place has missed nothing before it.
  const isAsSeen =
    last === undefined
      ? isNew
      : {
          ConditionExpression: '#count = :seen',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':seen': last.count },
        };
  const TransactItems = [
    { Put: { TableName, Item: { ...partnerMailEndKey(tenant, partner), at: readyAt, count }, ...isAsSeen } },
    { Put: { TableName, Item: { ...partnerMailKey(tenant, partner, place), ...message, readyAt, ...kept } } },
    // A sender that died may have put it there: it is there once, in its first place.
    { Put: { TableName, Item: { ...partnerMailOfKey(tenant, partner, message.message), place, ...kept }, ...isNew } },
  ];
  return db.send(new TransactWriteCommand({ TransactItems }));
}

interface Of {
  readonly tenant: string;
  readonly partner: string;
  readonly deliveryId: string;
}

async function noteFetched(here: Here, { tenant, partner, deliveryId }: Of, fetched: FetchedMessage) {
  const place = await placeOf(here, tenant, partner, fetched.message);
  if (place === undefined) return 'known';
  const { message: _, ...who } = fetched;
  const Mail = {
    TableName: here.table,
    Key: partnerMailKey(tenant, partner, place),
    UpdateExpression: 'SET fetched = :fetched',
    // A partner may fetch it often, and twice at once: the first time is noted.
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(fetched)',
    ExpressionAttributeValues: { ':fetched': who },
  };
  const Delivery = {
    TableName: here.table,
    Key: deliveryKey(tenant, deliveryId),
    UpdateExpression: 'SET fetched = list_append(if_not_exists(fetched, :none), :added)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':none': [], ':added': [fetched] },
  };
  const write = new TransactWriteCommand({ TransactItems: [{ Update: Mail }, { Update: Delivery }] });
  return wonOrLost(() => here.db.send(write), 'noted', 'known');
}

async function placeOf(here: Here, tenant: string, partner: string, message: string): Promise<string | undefined> {
  const row = await item(here, partnerMailOfKey(tenant, partner, message));
  return row && v.parse(pointer, row).place;
}

const item = async ({ db, table }: Here, Key: { pk: string; sk: string }) =>
  (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
