import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Recall, type RecallRun, recall as storedRecall } from '#shared/messages/recalls-api.ts';
import { recallAnnounced } from './announced-lots.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { due } from './due.ts';
import { recallKey, recallOfKey, recallPlanKey, recallRunKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { type RecallAct, type Run, recalls, wakeAt } from './recalls.ts';
import { updateExpression } from './update-expression.ts';

/** How long after the recall `sweep` wakes the planner when its message was lost. */
const PLAN_WITHIN_MS = 15_000;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly deliveriesTable: string;
}

export type MadeRecalls = ReturnType<typeof madeRecalls>;

/** Recalls as people make, list and lift them, and all that `recalls.ts` tells of them. */
export function madeRecalls(db: DynamoDBDocumentClient, table: string, deliveriesTable: string) {
  const here = { db, table, deliveriesTable };
  return {
    ...recalls(db, table, deliveriesTable),
    /** By id, at most `limit`, beginning behind `after`. */
    list: (tenant: string, limit: number, after?: string) => list(here, tenant, limit, after),
    /** Makes a recall, with the run that tells the ledger and what the audit trail says of it: all or nothing. */
    create: (tenant: string, recall: Recall, audit: NewEntry) => create(here, tenant, recall, audit),
    /** Lifts a recall that stands: all or nothing, too. */
    lift: (tenant: string, recall: Recall, lifted: NonNullable<Recall['lifted']>, audit: NewEntry) =>
      lift(here, tenant, recall, lifted, audit),
  };
}

async function list({ db, table }: Here, tenant: string, limit: number, after?: string) {
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': recallKey(tenant, '').pk },
      Limit: limit,
      ConsistentRead: true,
      ...(after !== undefined && { ExclusiveStartKey: recallKey(tenant, after) }),
    }),
  );
  return { recalls: Items.map((item) => v.parse(storedRecall, item)), more: LastEvaluatedKey !== undefined };
}

function create({ db, table, deliveriesTable }: Here, tenant: string, recall: Recall, audit: NewEntry) {
  const { recall: id, gtin, signature } = recall;
  const TransactItems = [
    {
      Put: {
        TableName: table,
        Item: { ...recallKey(tenant, id), ...recall },
        ConditionExpression: 'attribute_not_exists(pk)', // sent twice at once, it is one recall
      },
    },
    { Put: { TableName: table, Item: recallOfKey(tenant, gtin, id) } },
    runPut(deliveriesTable, tenant, { id, act: 'recall' }, signature.at),
    planPut(deliveriesTable, tenant, id, signature.at),
    recallAnnounced(deliveriesTable, tenant, 'lot.recalled', recall, signature.at),
    auditPut(table, tenant, audit),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
}

function lift(
  { db, table, deliveriesTable }: Here,
  tenant: string,
  recall: Recall,
  lifted: NonNullable<Recall['lifted']>,
  audit: NewEntry,
) {
  const { recall: id, gtin } = recall;
  const TransactItems = [
    {
      Update: {
        TableName: table,
        Key: recallKey(tenant, id),
        ...updateExpression({ state: 'lifted', lifted }),
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(lifted)', // two people may lift at once: the first did
      },
    },
    { Delete: { TableName: table, Key: recallOfKey(tenant, gtin, id) } },
    runPut(deliveriesTable, tenant, { id, act: 'lift' }, lifted.signature.at),
    recallAnnounced(deliveriesTable, tenant, 'lot.recall-lifted', recall, lifted.signature.at),
    auditPut(table, tenant, audit),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'lifted', 'lifted-before');
}

const runPut = (table: string, tenant: string, of: { id: string; act: RecallAct }, at: string) => ({
  Put: {
    TableName: table,
    Item: { ...recallRunKey(tenant, of.id, of.act), place: '', units: 0, ...wakeAt(tenant, of, new Date(at)) },
  },
});

/** Wakes the planner, should the message that does so be lost. */
function planPut(TableName: string, tenant: string, recallId: string, at: string) {
  const late = new Date(Date.parse(at) + PLAN_WITHIN_MS);
  const Item = { ...recallPlanKey(tenant, recallId), ...due(tenant, late, 'plan', { tenant, recallId }) };
  return { Put: { TableName, Item } };
}

/** A run as it is told. */
export const runView = (found: Run | undefined): RecallRun | undefined =>
  found && { state: found.isDone ? 'done' : 'running', units: found.units };
