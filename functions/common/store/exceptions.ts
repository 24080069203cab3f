import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Finding } from '#shared/integrity/finding.ts';
import { isRuleCode, type RuleCode, severities } from '#shared/integrity/rules.ts';
import { exceptionAnnounced } from './announced-exceptions.ts';
import type { AuditRow } from './audit.ts';
import { getRows } from './batches.ts';
import { earlierEntries, laidDown } from './exception-history.ts';
import { exceptionCaptureKey, exceptionCountKey, exceptionKey } from './exception-keys.ts';
import {
  BY_RULES,
  type ExceptionEntry,
  type ExceptionRow,
  exceptionId,
  exceptionOf,
  isActive,
  listKey,
  storedException,
  tallyKey,
} from './exception-row.ts';
import { listExceptions, type WantedExceptions } from './list-exceptions.ts';
import { wonOrLost } from './lost-condition.ts';
import { added, listing, openExceptions, untilSettled } from './open-exceptions.ts';
import { type Concern, concerns, idsOfUnits } from './unit-exceptions.ts';
import { updateExpression } from './update-expression.ts';

/** One more stands for all beyond. */
const MOST_A_CAPTURE = 1_000;

export interface ExceptionCount {
  readonly rule: RuleCode;
  readonly severity: (typeof severities)[number];
  readonly active: number;
}

/** What a change makes of an exception; absent members stay, `undefined` ones go. */
export type ExceptionChange = Pick<ExceptionRow, 'state'> & {
  readonly assignee?: string | undefined;
  readonly outcome?: ExceptionRow['outcome'] | undefined;
};

export type Exceptions = ReturnType<typeof exceptions>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly most: number;
}

/**
 * Exceptions in the deliveries table, which keeps them: they never expire.
 *
 * @param most exceptions that one capture opens at most
 */
export function exceptions(db: DynamoDBDocumentClient, table: string, most = MOST_A_CAPTURE) {
  const here = { db, table, most };
  const byIds = (tenant: string, ids: readonly string[]) => readAll(here, tenant, ids);
  return {
    get: async (tenant: string, id: string): Promise<ExceptionRow | undefined> => (await byIds(tenant, [id]))[0],
    byIds,
    /** Those that concern any of the units (canonical EPCs), of each unit the newest 200 about it and the newest 200 beside which it stands. */
    ofUnits: async (tenant: string, epcs: readonly string[], asking: readonly Concern[] = concerns) =>
      byIds(tenant, await idsOfUnits(db, table, tenant, epcs, asking)),
    /** What was done about it before what its own `history` tells, the oldest first: of that the newest 1,000. */
    earlier: (tenant: string, row: ExceptionRow) => earlierEntries(db, table, tenant, row),
    /** One page, the newest first. */
    list: (tenant: string, wanted: WantedExceptions, page: { perPage: number; after?: string | undefined }) =>
      listExceptions({ db, table, byIds }, tenant, wanted, page),
    /** How many are open or assigned, by rule and severity. Exact: every change of state changes it in one transaction. */
    counts: (tenant: string) => counts(here, tenant),
    /**
     * Opens an exception for every finding that has none, and again for those that were cleared. What a person resolved stays so. Answers the ids
     * that were opened.
     */
    open: (tenant: string, findings: readonly Finding[], captureId: string, at: Date) =>
      open(here, tenant, findings, captureId, at),
    /**
     * Changes an exception as it was read; `overtaken` when somebody changed it since.
     *
     * @param told the audit trail's row of it; absent only where nobody asked: in tests
     */
    change: (tenant: string, row: ExceptionRow, change: ExceptionChange, entry: ExceptionEntry, told?: AuditRow) =>
      changeRow(here, tenant, row, change, entry, told),
    /** Withdraws an exception as it was read: the rules do not find it any more. */
    clear: (tenant: string, row: ExceptionRow, at: Date, reason: string) =>
      changeRow(
        here,
        tenant,
        row,
        { state: 'cleared' },
        { at: at.toISOString(), by: BY_RULES, what: 'cleared', reason },
      ),
  };
}

async function readAll({ db, table }: Here, tenant: string, ids: readonly string[]): Promise<ExceptionRow[]> {
  const keys = [...new Set(ids)].map((id) => exceptionKey(tenant, id));
  return (await getRows(db, table, keys)).map((row) => v.parse(storedException, row));
}

const tally = v.object({ sk: v.string(), n: v.number() });

async function counts({ db, table }: Here, tenant: string): Promise<ExceptionCount[]> {
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': exceptionCountKey(tenant, '').pk },
    ConsistentRead: true,
  };
  return ((await db.send(new QueryCommand(query))).Items ?? []).flatMap((item) => {
    const { sk, n } = v.parse(tally, item);
    const [rule = '', grade] = sk.split('#');
    const severity = severities.find((one) => one === grade);
    return isRuleCode(rule) && severity !== undefined && n > 0 ? [{ rule, severity, active: n }] : [];
  });
}

async function open(here: Here, tenant: string, findings: readonly Finding[], captureId: string, at: Date) {
  const opened: string[] = [];
  const wanted = [...new Map(findings.map((finding) => [exceptionId(finding), finding])).values()];
  await untilSettled(wanted, async (left) => {
    const known = new Map((await readAll(here, tenant, left.map(exceptionId))).map((row) => [row.exceptionId, row]));
    const fresh = left.filter((finding) => !known.has(exceptionId(finding)));
    const room = fresh.length === 0 ? 0 : await roomOf(here, tenant, captureId);
    const rows = fresh.slice(0, room).map((finding) => exceptionOf(finding, captureId, at));
    const overtaken = new Set(await openExceptions(here.db, here.table, tenant, rows));
    if (fresh.length > room) await noteMore(here, tenant, captureId, fresh.slice(room), at);
    const again = await inTurn(
      [...known.values()].filter(({ state }) => state === 'cleared'),
      (row) =>
        changeRow(
          here,
          tenant,
          row,
          { state: 'open', outcome: undefined },
          { at: at.toISOString(), by: BY_RULES, what: 'reopened' },
        ),
    );
    const lost = new Set([...again.lost, ...overtaken].map((row) => row.exceptionId));
    opened.push(...again.won.map((row) => row.exceptionId));
    opened.push(...rows.filter((row) => !overtaken.has(row)).map((row) => row.exceptionId));
    return left.filter((finding) => lost.has(exceptionId(finding)));
  });
  return opened;
}

async function inTurn(rows: readonly ExceptionRow[], change: (row: ExceptionRow) => Promise<'done' | 'overtaken'>) {
  const [won, lost]: [ExceptionRow[], ExceptionRow[]] = [[], []];
  for (const row of rows) ((await change(row)) === 'done' ? won : lost).push(row);
  return { won, lost };
}

async function roomOf({ db, table, most }: Here, tenant: string, captureId: string): Promise<number> {
  const Key = exceptionCaptureKey(tenant, captureId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Math.max(0, most - v.parse(v.optional(v.number(), 0), Item?.['n']));
}

/** One exception stands for all of a capture that are too many. It counts each lot of them once, however often the lot is found. */
async function noteMore(here: Here, tenant: string, captureId: string, beyond: readonly Finding[], at: Date) {
  const finding = {
    rule: 'and-more' as const,
    subject: captureId,
    epcs: [],
    eventIds: [],
    detail: `capture ${captureId} opened ${here.most} exceptions, and more`,
  };
  const row = exceptionOf(finding, captureId, at);
  const stands = (await readAll(here, tenant, [row.exceptionId])).length > 0;
  if (!stands) await openExceptions(here.db, here.table, tenant, [row]);
  const lot = new Set([exceptionId({ ...finding, eventIds: beyond.map(exceptionId) })]);
  const command = new UpdateCommand({
    TableName: here.table,
    Key: exceptionKey(tenant, row.exceptionId),
    UpdateExpression: 'ADD #more :more, lots :lot',
    ConditionExpression: 'NOT contains(lots, :one)', // a check may be repeated, also by two workers at once: its findings count once
    ExpressionAttributeNames: { '#more': 'more' },
    ExpressionAttributeValues: { ':more': beyond.length, ':lot': lot, ':one': [...lot][0] },
  });
  await wonOrLost(() => here.db.send(command), 'counted', 'known');
}

/** The item, its place in the lists and the count change together or not at all. */
function changeRow(
  { db, table }: Here,
  tenant: string,
  row: ExceptionRow,
  change: ExceptionChange,
  entry: ExceptionEntry,
  told?: AuditRow,
) {
  const by = Number(isActive(change)) - Number(isActive(row));
  const [from, to] = [listKey(tenant, row.state, row), listKey(tenant, change.state, row)];
  const moved = from.pk === to.pk ? [] : [{ Delete: { TableName: table, Key: from } }, listing(table, to, row)];
  const { history, rows } = laidDown(table, tenant, row, entry);
  const TransactItems = [
    { Update: { TableName: table, Key: exceptionKey(tenant, row.exceptionId), ...changing(row, change, history) } },
    ...rows,
    ...moved,
    ...(by === 0 ? [] : [added(table, tallyKey(tenant, row), by)]),
    exceptionAnnounced(table, tenant, row, change, entry),
    ...(told === undefined ? [] : [told]),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'done', 'overtaken');
}

function changing(row: ExceptionRow, change: ExceptionChange, history: readonly ExceptionEntry[]) {
  const changed = { ...change, version: row.version + 1, history };
  const set = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
  const removed = Object.entries(changed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  const { ExpressionAttributeValues, ...update } = updateExpression(set, removed);
  return {
    ...update,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':seen': row.version },
    ConditionExpression: '#version = :seen', // two people, or a person and the rules, may act at once: the second looks again
  };
}
