import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { caseAnnounced } from './announced-cases.ts';
import type { AuditRow } from './audit.ts';
import {
  type DscsaCase,
  dueOf,
  type HistoryEntry,
  historyEntry,
  type NewHistoryEntry,
  storedCase,
} from './dscsa-case-row.ts';
import { dscsaAskedKey, dscsaCaseKey, dscsaHistoryKey, dscsaMessageKey, dscsaPeerKey } from './dscsa-keys.ts';
import { listDscsaCases, type WantedCases } from './list-dscsa-cases.ts';
import { wonOrLost } from './lost-condition.ts';

/** A case before and after, and what its history says of that. Without `before` it is a new one. */
export interface CaseChange {
  readonly before?: DscsaCase | undefined;
  readonly after: DscsaCase;
  readonly entries: readonly NewHistoryEntry[];
  /** Of a new case of a partner's: by what the partner's next message finds it. */
  readonly peer?: { readonly partner: string; readonly caseUuid: string };
  /** Of a new case: by what the same request finds it when it comes again. */
  readonly asked?: { readonly id: string; readonly digest: string };
  /** A partner's message that changes it: by what the same message, or another under its id, is known again. */
  readonly heard?: { readonly partner: string; readonly messageUuid: string; readonly digest: string };
}

interface Pointed {
  readonly row: DscsaCase;
  readonly digest: string;
}

export type DscsaCases = ReturnType<typeof dscsaCases>;

/** Cases in the deliveries table, each a row, with a history of rows that are written once and never again. Both are kept. */
export function dscsaCases(db: DynamoDBDocumentClient, table: string) {
  const get = async (tenant: string, id: string): Promise<DscsaCase | undefined> => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: dscsaCaseKey(tenant, id), ConsistentRead: true }),
    );
    return Item && v.parse(storedCase, Item);
  };
  const pointed = async (tenant: string, Key: ReturnType<typeof dscsaAskedKey>): Promise<Pointed | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const pointer = Item && v.parse(v.object({ id: v.string(), digest: v.string() }), Item);
    const row = pointer && (await get(tenant, pointer.id));
    return row && { row, digest: pointer.digest };
  };
  return {
    get,
    /** The case that a partner calls so. */
    ofPeer: async (tenant: string, partner: string, caseUuid: string): Promise<DscsaCase | undefined> => {
      const Key = dscsaPeerKey(tenant, partner, caseUuid);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && get(tenant, v.parse(v.string(), Item['id']));
    },
    /** The case that a request of this id began, and what tells that request from others. */
    ofAsked: (tenant: string, asked: string) => pointed(tenant, dscsaAskedKey(tenant, asked)),
    /** The case that a partner's message came into, and what tells that message from others. */
    ofMessage: (tenant: string, partner: string, messageUuid: string) =>
      pointed(tenant, dscsaMessageKey(tenant, partner, messageUuid)),
    /** The latest first. */
    list: (tenant: string, wanted: WantedCases) => listDscsaCases(db, table, tenant, wanted),
    /** The oldest first: at most `limit`, from place `from` on. */
    history: async (tenant: string, id: string, from = 0, limit = 500): Promise<HistoryEntry[]> => {
      const { pk, sk } = dscsaHistoryKey(tenant, id, from);
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk >= :from',
        ExpressionAttributeValues: { ':pk': pk, ':from': sk },
        Limit: limit,
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(historyEntry, item));
    },
    /** Changes cases with their histories, and the audit trail where a person did it: all or nothing. `moved` when one of them stands otherwise by now. */
    commit: async (
      changes: readonly CaseChange[],
      at: Date,
      audit?: AuditRow,
    ): Promise<readonly DscsaCase[] | 'moved'> => {
      const rows = changes.map(
        ({ before, after, entries }): DscsaCase => ({
          ...after,
          updatedAt: at.toISOString(),
          version: (before?.version ?? 0) + 1,
          entries: (before?.entries ?? 0) + entries.length,
        }),
      );
      const writes = changes.flatMap((change, i) => writesOf(table, change, rows[i]));
      const told = changes.flatMap(({ before }, i) => (rows[i] ? caseAnnounced(table, before, rows[i]) : []));
      const TransactItems = [...writes, ...told, ...(audit === undefined ? [] : [audit])];
      const outcome = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'done', 'moved');
      return outcome === 'done' ? rows : outcome;
    },
  };
}

function writesOf(TableName: string, { before, entries, peer, asked, heard }: CaseChange, row: DscsaCase | undefined) {
  if (row === undefined) return [];
  const { tenant, id } = row;
  const Put = {
    TableName,
    Item: { ...dscsaCaseKey(tenant, id), ...row, ...dueOf(row) },
    // Two people, or a person and what goes on by itself: what happened first stands, and the other reads it again.
    ...(before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before.version } }),
  };
  const told = entries.map((entry, i) => {
    const n = (before?.entries ?? 0) + i;
    return {
      Put: {
        TableName,
        Item: { ...dscsaHistoryKey(tenant, id, n), n, ...entry },
        // History grows only, whoever writes it.
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  });
  const pointer = peer && {
    Put: {
      TableName,
      Item: { ...dscsaPeerKey(tenant, peer.partner, peer.caseUuid), id },
      // Two first messages of one case may come at once: the second finds the case of the first.
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
  const name = asked && {
    Put: {
      TableName,
      Item: { ...dscsaAskedKey(tenant, asked.id), id, digest: asked.digest },
      // A request whose answer was lost comes again, perhaps while the first is at work: one of them begins the case.
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
  const message = heard && {
    Put: {
      TableName,
      Item: { ...dscsaMessageKey(tenant, heard.partner, heard.messageUuid), id, digest: heard.digest },
      // The same message, or another under its id, may come at once: one of them is taken in.
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
  return [{ Put }, ...told, ...[pointer, name, message].flatMap((put) => put ?? [])];
}
