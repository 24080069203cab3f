import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { isOver } from '#shared/desk/kinds.ts';
import { agreedReturns, returnWrites } from './agreed-returns.ts';
import { deskCaseAnnounced } from './announced-cases.ts';
import type { AuditRow } from './audit.ts';
import { getRows } from './batches.ts';
import { type ChangeOf, caseRows, putOnce } from './case-rows.ts';
import { type DeskCase, type DeskEntry, deskDueOf, deskEntry, storedDeskCase } from './desk-case-row.ts';
import { conditionsOf, type WantedDeskCases } from './list-desk-cases.ts';
import { deskBegunKey, deskCaseKey, deskHistoryKey, deskOpenedKey, deskThingKey } from './network-keys.ts';

/** A case before and after, and what its history says of that. Without `before` it is a new one. */
export interface DeskChange extends ChangeOf<DeskCase, DeskEntry> {
  /** Of a new case: what began it. The same again begins no other. */
  readonly begunBy?: { readonly name: string; readonly digest: string };
}

/** Cases of one partner's own that are open at a time: each calls our people. */
export const MOST_OPENED = 100;

/** Things that find a case, of those that come to it at a time: with its history and itself they fit into one transaction. */
const MOST_FOUND_BY = 60;

const kind = {
  ...{ caseKey: deskCaseKey, historyKey: deskHistoryKey, stored: storedDeskCase, entry: deskEntry },
  ...{ dueOf: deskDueOf, announced: deskCaseAnnounced },
};

export type DeskCases = ReturnType<typeof deskCases>;

/** Cases between companies in the deliveries table. */
export function deskCases(db: DynamoDBDocumentClient, table: string) {
  const { item, get, pointed, list, history, commit } = caseRows(db, table, kind);
  return {
    ...{ get, history },
    /** The case that something began, and what tells that from others of its name. */
    begunBy: (tenant: string, name: string) => pointed(tenant, deskBegunKey(tenant, name)),
    /** Ids of the latest cases that name any of these things (canonical EPCs). */
    naming: async (tenant: string, epcs: readonly string[]): Promise<string[]> => {
      const keys = [...new Set(epcs)].map((epc) => deskThingKey(tenant, epc));
      const rows = await getRows(db, table, keys);
      return [...new Set(rows.map((row) => v.parse(v.object({ id: v.string() }), row).id))];
    },
    /** Returns that stand agreed, the one that was agreed last at the end. */
    returns: (tenant: string) => agreedReturns(db, table, tenant),
    /** Cases that a partner opened by its own client, and that are not over. */
    openedBy: async (tenant: string, partner: string): Promise<number> => {
      const found = await item(deskOpenedKey(tenant, partner));
      return found === undefined ? 0 : v.parse(v.object({ open: v.number() }), found).open;
    },
    /** The latest first. @param fits what else must hold of a case */
    list: (tenant: string, { limit, after, ...wanted }: WantedDeskCases, fits?: (row: DeskCase) => boolean) =>
      list(tenant, { limit, after, conditions: conditionsOf(wanted), fits }),
    /** Changes cases with their histories, and the audit trail where a person did it: all or nothing. `moved` when one of them stands otherwise by now. */
    commit: (changes: readonly DeskChange[], at: Date, audit?: AuditRow) =>
      commit(changes, at, audit, (change, row) => pointersOf(table, change, row)),
  };
}

function pointersOf(TableName: string, { before, begunBy }: DeskChange, row: DeskCase) {
  const { tenant, id } = row;
  const had = new Set(before?.subject.things);
  const things = row.subject.things.filter((epc) => !had.has(epc)).slice(0, MOST_FOUND_BY);
  return [
    // A finding is found again, a request sent again, perhaps while the first is at work: one of them begins the case.
    ...(begunBy ? [putOnce(TableName, { ...deskBegunKey(tenant, begunBy.name), id, digest: begunBy.digest })] : []),
    ...[...new Set(things)].map((epc) => ({ Put: { TableName, Item: { ...deskThingKey(tenant, epc), id } } })),
    ...returnWrites(TableName, before, row),
    ...countOf(TableName, before, row),
  ];
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
