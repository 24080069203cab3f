import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { isOver } from '#shared/desk/kinds.ts';
import { deskCaseAnnounced } from './announced-cases.ts';
import type { AuditRow } from './audit.ts';
import { getRows } from './batches.ts';
import {
  type DeskCase,
  type DeskEntry,
  deskDueOf,
  deskEntry,
  type NewDeskEntry,
  storedDeskCase,
} from './desk-case-row.ts';
import { listDeskCases, type WantedDeskCases } from './list-desk-cases.ts';
import { wonOrLost } from './lost-condition.ts';
import { deskBegunKey, deskCaseKey, deskHistoryKey, deskOpenedKey, deskThingKey } from './network-keys.ts';

/** A case before and after, and what its history says of that. Without `before` it is a new one. */
export interface DeskChange {
  readonly before?: DeskCase | undefined;
  readonly after: DeskCase;
  readonly entries: readonly NewDeskEntry[];
  /** Of a new case: what began it. The same again begins no other. */
  readonly begunBy?: { readonly name: string; readonly digest: string };
}

/** Cases of one partner's own that are open at a time: each calls our people. */
export const MOST_OPENED = 100;

/** Things of a new case that find it: with its history and itself they fit into one transaction. */
const MOST_FOUND_BY = 60;

export type DeskCases = ReturnType<typeof deskCases>;

/** Cases between companies in the deliveries table, each a row, with a history of rows that are written once and never again. Both are kept. */
export function deskCases(db: DynamoDBDocumentClient, table: string) {
  const item = async (Key: { pk: string; sk: string }) =>
    (await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  const get = async (tenant: string, id: string): Promise<DeskCase | undefined> => {
    const found = await item(deskCaseKey(tenant, id));
    return found && v.parse(storedDeskCase, found);
  };
  return {
    get,
    /** The case that something began, and what tells that from others of its name. */
    begunBy: async (tenant: string, name: string) => {
      const found = await item(deskBegunKey(tenant, name));
      const pointer = found && v.parse(v.object({ id: v.string(), digest: v.string() }), found);
      const row = pointer && (await get(tenant, pointer.id));
      return row && { row, digest: pointer.digest };
    },
    /** Ids of the latest cases that name any of these things (canonical EPCs). */
    naming: async (tenant: string, epcs: readonly string[]): Promise<string[]> => {
      const keys = [...new Set(epcs)].map((epc) => deskThingKey(tenant, epc));
      const rows = await getRows(db, table, keys);
      return [...new Set(rows.map((row) => v.parse(v.object({ id: v.string() }), row).id))];
    },
    /** Cases that a partner opened by its own client, and that are not over. */
    openedBy: async (tenant: string, partner: string): Promise<number> => {
      const found = await item(deskOpenedKey(tenant, partner));
      return found === undefined ? 0 : v.parse(v.object({ open: v.number() }), found).open;
    },
    /** The latest first. */
    list: (tenant: string, wanted: WantedDeskCases) => listDeskCases(db, table, tenant, wanted),
    /** The oldest first: at most `limit`, from place `from` on. */
    history: async (tenant: string, id: string, from = 0, limit = 500): Promise<DeskEntry[]> => {
      const { pk, sk } = deskHistoryKey(tenant, id, from);
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk >= :from',
        ExpressionAttributeValues: { ':pk': pk, ':from': sk },
        Limit: limit,
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((one) => v.parse(deskEntry, one));
    },
    /** Changes cases with their histories, and the audit trail where a person did it: all or nothing. `moved` when one of them stands otherwise by now. */
    commit: async (
      changes: readonly DeskChange[],
      at: Date,
      audit?: AuditRow,
    ): Promise<readonly DeskCase[] | 'moved'> => {
      const rows = changes.map(({ before, after, entries }) => ({
        ...after,
        updatedAt: at.toISOString(),
        version: (before?.version ?? 0) + 1,
        entries: (before?.entries ?? 0) + entries.length,
      }));
      const writes = changes.flatMap((change, i) => writesOf(table, change, rows[i]));
      const told = changes.flatMap(({ before }, i) => (rows[i] ? deskCaseAnnounced(table, before, rows[i]) : []));
      const TransactItems = [...writes, ...told, ...(audit === undefined ? [] : [audit])];
      const outcome = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'done', 'moved');
      return outcome === 'done' ? rows : outcome;
    },
  };
}

function writesOf(TableName: string, { before, entries, begunBy }: DeskChange, row: DeskCase | undefined) {
  if (row === undefined) return [];
  const { tenant, id } = row;
  const Put = {
    TableName,
    Item: { ...deskCaseKey(tenant, id), ...row, ...deskDueOf(row) },
    // Both sides may speak at once, and what goes on by itself beside them: what came first stands, and the other reads it again.
    ...(before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before.version } }),
  };
  const told = entries.map((entry, i) => {
    const n = (before?.entries ?? 0) + i;
    // History grows only, whoever writes it.
    const ConditionExpression = 'attribute_not_exists(pk)';
    return { Put: { TableName, Item: { ...deskHistoryKey(tenant, id, n), n, ...entry }, ConditionExpression } };
  });
  const name = begunBy && {
    Put: {
      TableName,
      Item: { ...deskBegunKey(tenant, begunBy.name), id, digest: begunBy.digest },
      // A finding is found again, a request sent again, perhaps while the first is at work: one of them begins the case.
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
  const things = before === undefined ? row.subject.things.slice(0, MOST_FOUND_BY) : [];
  const pointers = [...new Set(things)].map((epc) => ({
    Put: { TableName, Item: { ...deskThingKey(tenant, epc), id } },
  }));
  return [{ Put }, ...told, ...(name ? [name] : []), ...pointers, ...countOf(TableName, before, row)];
}

/** Counts the open cases that a partner opened by its own client, with the case. */
function countOf(TableName: string, before: DeskCase | undefined, { tenant, partner, origin, way, state }: DeskCase) {
  if (origin.kind !== 'partner' || way !== 'portal') return [];
  const more = Number(!isOver(state)) - Number(before !== undefined && !isOver(before.state));
  if (more === 0) return [];
  const counted = {
    TableName,
    Key: deskOpenedKey(tenant, partner),
    UpdateExpression: 'ADD #open :more',
    ExpressionAttributeNames: { '#open': 'open' },
  };
  const values = { ':more': more };
  if (more < 0) return [{ Update: { ...counted, ExpressionAttributeValues: values } }];
  // A partner's client may send very many at once: they do not pass the most together.
  const ConditionExpression = 'attribute_not_exists(#open) OR #open < :most';
  const ExpressionAttributeValues = { ...values, ':most': MOST_OPENED };
  return [{ Update: { ...counted, ConditionExpression, ExpressionAttributeValues } }];
}
