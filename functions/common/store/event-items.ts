import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { chunksOf, getRows, inLanes, type Key, type Row } from './batches.ts';
import { packBody, readBody } from './event-body.ts';
import { type Filing, short } from './index-rows.ts';
import { eventKey } from './keys.ts';
import { lostCondition, metAnother } from './lost-condition.ts';
import { longId, shortId } from './ref-rows.ts';
import { storedReporter } from './stored-reporter.ts';

const storedItem = v.object({
  pk: v.string(),
  sk: v.string(),
  eventId: v.optional(v.string()),
  digest: v.string(),
  body: v.instance(Uint8Array),
  recordTime: v.string(),
  captureId: v.string(),
  position: v.number(),
  reporter: v.optional(storedReporter),
});
const storedDigest = v.object({ pk: v.string(), sk: v.string(), digest: v.string() });

/** Sort key of an event, and of the first error declaration about it. */
export const EVENT = 'event';
export const ERROR = 'error';

/** Items one transaction takes, and how many are written one by one: a transaction is a tenth of the round trips at twice the price. */
const PER_TRANSACTION = 100;
const FEW = 24;
/** Bytes of bodies in one transaction: DynamoDB takes 4 MB with keys and names. */
const TRANSACTION_BYTES = 3_000_000;

export const itemKey = (tenant: string, eventId: string, item: string): Key => ({
  ...eventKey(tenant, short(shortId(eventId))),
  sk: item,
});

/** The key of a row. */
export const keyOf = (row: Row): Key => v.parse(v.object({ pk: v.string(), sk: v.string() }), row);

/** Names a key in a map. */
export const nameOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;

/** Digests of those of the keys that are taken, by `nameOf`. */
export async function digestsOf(
  db: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Map<string, string>> {
  const rows = await getRows(db, table, keys, ['pk', 'sk', 'digest']);
  return new Map(rows.map((row) => v.parse(storedDigest, row)).map((row) => [nameOf(row), row.digest]));
}

/** The events among the keys that exist, in no order. */
export async function readItems(db: DynamoDBDocumentClient, table: string, keys: readonly Key[]): Promise<Filing[]> {
  const unique = new Map(keys.map((key) => [nameOf(key), key]));
  return (await getRows(db, table, [...unique.values()])).map(itemOf);
}

export function itemOf(row: Row): Filing {
  const { pk, sk, eventId = idOf(pk), digest, body, reporter, ...rest } = v.parse(storedItem, row);
  const stored = { eventId, ...rest, ...(reporter && { reporter }), event: readBody(body) };
  return { item: sk, digest, stored };
}

/**
 * Writes event items once and for all; returns those whose place was taken meanwhile.
 *
 * @param together up to 100 events are stored as one, or none of them
 */
export async function writeItems(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  filings: readonly Filing[],
  together: boolean,
): Promise<Filing[]> {
  const bodies = filings.map((filing) => ({ filing, body: packBody(filing.stored.event) }));
  // Who is named by his own hash meets nobody but himself: nothing can come between such events, so they need no transaction to be all or none.
  const mayClash = together && filings.some(({ stored: { event } }) => event.eventID !== undefined);
  const groups = filings.length <= (mayClash ? 1 : FEW) ? chunksOf(bodies, 1) : transactions(bodies);
  const lost = await inLanes(groups, async (group) => {
    const puts = group.map(({ filing, body }) => ({
      TableName: table,
      Item: { ...itemKey(tenant, filing.stored.eventId, filing.item), ...attributesOf(filing, body) },
      ConditionExpression: 'attribute_not_exists(pk)', // two captures may store one event at once: the first is the event
    }));
    const [only] = puts;
    try {
      if (only === undefined) return [];
      if (puts.length === 1) await db.send(new PutCommand(only));
      else await db.send(new TransactWriteCommand({ TransactItems: puts.map((Put) => ({ Put })) }));
      return [];
    } catch (error) {
      // Whoever met another write goes round again: it may have stored the same event.
      if (lostCondition(error) || metAnother(error)) return group.map(({ filing }) => filing);
      throw error;
    }
  });
  return lost.flat();
}

interface Packed {
  readonly filing: Filing;
  readonly body: Uint8Array;
}

function transactions(all: readonly Packed[]): Packed[][] {
  const groups: Packed[][] = [];
  let bytes = 0;
  for (const one of all) {
    const last = groups.at(-1);
    if (last === undefined || last.length === PER_TRANSACTION || bytes + one.body.length > TRANSACTION_BYTES) {
      groups.push([one]);
      bytes = one.body.length;
    } else {
      last.push(one);
      bytes += one.body.length;
    }
  }
  return groups;
}

function attributesOf({ digest, stored }: Filing, body: Uint8Array) {
  const { eventId, recordTime, captureId, position = 0, reporter } = stored;
  const id = short(shortId(eventId)) === shortId(eventId) ? {} : { eventId };
  return { ...id, digest, body, recordTime, captureId, position, ...(reporter && { reporter }) };
}

/** The event id stands in the key, once, unless it is too long for it. */
const EVENT_PART = eventKey('', '').pk;
const idOf = (pk: string) => longId(pk.slice(pk.indexOf(EVENT_PART) + EVENT_PART.length));
