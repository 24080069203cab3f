import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { type Recall, type RecallRun, recall as storedRecall } from '#shared/messages/recalls-api.ts';
import { auditPut } from './audit.ts';
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
 * deliveries table.
 */
export function recalls(db: DynamoDBDocumentClient, table: string, deliveriesTable = '') {
  const here = { db, table, deliveriesTable };
  return {
    get: (tenant: string, id: string) => get(here, tenant, id),
    /** By id, at most `limit`, beginning behind `after`. */
    list: (tenant: string, limit: number, after?: string) => list(here, tenant, limit, after),
    /** Recalls of a product that stand: a few. */
    activeOf: (tenant: string, gtin: string) => activeOf(here, tenant, gtin),
    /** Makes a recall, with the run that tells the ledger and what the audit trail says of it: all or nothing. */
    create: (tenant: string, recall: Recall, audit: Omit<AuditEntry, 'id'>) => create(here, tenant, recall, audit),
    /** Lifts a recall that stands: all or nothing, too. */
    lift: (tenant: string, recall: Recall, lifted: NonNullable<Recall['lifted']>, audit: Omit<AuditEntry, 'id'>) =>
      lift(here, tenant, recall, lifted, audit),
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

function create({ db, table, deliveriesTable }: Here, tenant: string, recall: Recall, audit: Omit<AuditEntry, 'id'>) {
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
    auditPut(table, tenant, audit),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
}

function lift(
  { db, table, deliveriesTable }: Here,
  tenant: string,
  { recall: id, gtin }: Recall,
  lifted: NonNullable<Recall['lifted']>,
  audit: Omit<AuditEntry, 'id'>,
) {
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
    auditPut(table, tenant, audit),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'lifted', 'lifted-before');
}

const wakeAt = (tenant: string, { id, act }: { id: string; act: RecallAct }, at: Date) =>
  due(tenant, new Date(at.getTime() + GRACE_MS), 'capture', { tenant, recallId: id, act });

const runPut = (table: string, tenant: string, of: { id: string; act: RecallAct }, at: string) => ({
  Put: {
    TableName: table,
    Item: { ...recallRunKey(tenant, of.id, of.act), place: '', units: 0, ...wakeAt(tenant, of, new Date(at)) },
  },
});

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

/** A run as it is told. */
export const runView = (found: Run | undefined): RecallRun | undefined =>
  found && { state: found.isDone ? 'done' : 'running', units: found.units };

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
