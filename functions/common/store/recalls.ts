import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Recall, recall as storedRecall } from '#shared/messages/recalls-api.ts';
import { due } from './due.ts';
import { recallKey, recallOfKey, recallRunKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

/** What is told to the ledger: that units are recalled, or that they are no longer. */
export const recallActs = ['recall', 'lift'] as const;
export type RecallAct = (typeof recallActs)[number];

/** How long after a slice `sweep` wakes the run, when the message that should have done so was lost; longer than a function works at one. */
const GRACE_MS = 120_000;

const storedRun = v.object({ place: v.string(), units: v.number(), doneAt: v.optional(v.string()) });
const storedPointer = v.object({ sk: v.string() });

/** A run as it stands: what was told lies before its place. */
export interface Run {
  readonly place: string;
  readonly units: number;
  readonly isDone: boolean;
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly deliveriesTable: string;
}

export type Recalls = ReturnType<typeof recalls>;

/**
 * Recalls in the registry table, and in the deliveries table how far the ledger was told of each. Who only asks which recalls stand needs no
 * deliveries table; who makes and lifts them goes through `made-recalls.ts`.
 */
export function recalls(db: DynamoDBDocumentClient, table: string, deliveriesTable = '') {
  const here = { db, table, deliveriesTable };
  return {
    get: (tenant: string, id: string) => get(here, tenant, id),
    /** Recalls of a product that stand: a few. */
    activeOf: (tenant: string, gtin: string) => activeOf(here, tenant, gtin),
    run: (tenant: string, id: string, act: RecallAct) => run(here, tenant, id, act),
    /** Moves a run on from the place it was seen at; `moved` when another worker did meanwhile. Without `to` it is done. */
    advance: (
      tenant: string,
      of: { id: string; act: RecallAct },
      seen: Run,
      to: { place?: string; units: number },
      at: Date,
    ) => advance(here, tenant, of, seen, to, at),
  };
}

async function get({ db, table }: Here, tenant: string, id: string): Promise<Recall | undefined> {
  const { Item } = await db.send(
    new GetCommand({ TableName: table, Key: recallKey(tenant, id), ConsistentRead: true }),
  );
  return Item && v.parse(storedRecall, Item);
}

async function activeOf(here: Here, tenant: string, gtin: string): Promise<Recall[]> {
  const { Items = [] } = await here.db.send(
    new QueryCommand({
      TableName: here.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': recallOfKey(tenant, gtin, '').pk },
      ConsistentRead: true,
    }),
  );
  const found = await Promise.all(Items.map((item) => get(here, tenant, v.parse(storedPointer, item).sk)));
  return found.filter((one) => one !== undefined).filter(({ state }) => state === 'active');
}

/** Until when a run is another's, and what wakes it then. */
export const wakeAt = (tenant: string, { id, act }: { id: string; act: RecallAct }, at: Date) =>
  due(tenant, new Date(at.getTime() + GRACE_MS), 'capture', { tenant, recallId: id, act });

async function run(
  { db, deliveriesTable }: Here,
  tenant: string,
  id: string,
  act: RecallAct,
): Promise<Run | undefined> {
  const Key = recallRunKey(tenant, id, act);
  const { Item } = await db.send(new GetCommand({ TableName: deliveriesTable, Key, ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const { place, units, doneAt } = v.parse(storedRun, Item);
  return { place, units, isDone: doneAt !== undefined };
}

function advance(
  { db, deliveriesTable }: Here,
  tenant: string,
  of: { id: string; act: RecallAct },
  seen: Run,
  { place, units }: { place?: string; units: number },
  at: Date,
) {
  const moved =
    place === undefined
      ? updateExpression({ doneAt: at.toISOString(), units }, ['duePk', 'dueAt', 'wake'])
      : updateExpression({ place, units, ...wakeAt(tenant, of, at) });
  const update = new UpdateCommand({
    TableName: deliveriesTable,
    Key: recallRunKey(tenant, of.id, of.act),
    ...moved,
    // A message may come twice: of two workers at one slice the second finds it told and leaves the rest to the first.
    ConditionExpression: 'place = :seen AND attribute_not_exists(doneAt)',
    ExpressionAttributeValues: { ...moved.ExpressionAttributeValues, ':seen': seen.place },
  });
  return wonOrLost(() => db.send(update), 'advanced', 'moved');
}
