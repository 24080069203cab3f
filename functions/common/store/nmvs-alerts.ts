import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { notYet, type ProbableCause } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import { announced } from '../announce.ts';
import { alertHappening } from './announced-alerts.ts';
import type { AuditRow } from './audit.ts';
import { chunksOf, getRows, inLanes } from './batches.ts';
import { filteredPage } from './filtered-page.ts';
import { nmvsAlertKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { type AlertRow, storedAlert } from './nmvs-alert-row.ts';
import { updateExpression } from './update-expression.ts';

/** Which alerts are wanted; an absent filter fits all. */
export interface WantedAlerts {
  /** This, or one of these. */
  readonly state?: string | readonly string[] | undefined;
  readonly country?: string | undefined;
  readonly code?: string | undefined;
  readonly product?: string | undefined;
  readonly lot?: string | undefined;
  readonly cause?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

export type NmvsAlerts = ReturnType<typeof nmvsAlerts>;

/** Alerts in the deliveries table. */
export function nmvsAlerts(db: DynamoDBDocumentClient, table: string) {
  return {
    /**
     * Stores those that are not there yet, and answers them; what people did about the others meanwhile stays. Nobody else may store alerts of the country
     * at that time: that is what the lease of its fetch is for.
     *
     * @param before what is done with them before they are stored
     */
    add: (tenant: string, alerts: readonly AlertRow[], before: (fresh: readonly AlertRow[]) => Promise<void>) =>
      add(db, table, tenant, alerts, before),
    get: async (tenant: string, alertId: string): Promise<AlertRow | undefined> => {
      const get = new GetCommand({ TableName: table, Key: nmvsAlertKey(tenant, alertId), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(storedAlert, Item);
    },
    /** Those of the ids that are there, in no order. */
    some: async (tenant: string, alertIds: readonly string[]): Promise<AlertRow[]> => {
      const keys = alertIds.map((alertId) => nmvsAlertKey(tenant, alertId));
      return (await getRows(db, table, keys)).map((row) => v.parse(storedAlert, row));
    },
    /** Says why alerts were probably raised, no two alike: some at once, and where a person has just changed one of them, each by itself. */
    explain: async (tenant: string, causes: readonly Explained[]): Promise<void> => {
      await inLanes(chunksOf(causes, AT_ONCE), async (some) => {
        const TransactItems = some.map((one) => ({ Update: explanation(table, tenant, one) }));
        const all = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'all', 'not-all');
        if (all === 'all') return;
        for (const one of some)
          await wonOrLost(() => db.send(new UpdateCommand(explanation(table, tenant, one))), 'explained', 'before');
      });
    },
    /** By id; a page may be short, or empty, and still have a next. */
    list: async (tenant: string, wanted: WantedAlerts) => {
      const { state, country, code, product, lot, cause, limit, after } = wanted;
      const fits = { state, country, code, productCode: product, batch: lot, 'probable.cause': cause };
      const { rows, ...more } = await filteredPage(db, {
        table,
        pk: nmvsAlertKey(tenant, '').pk,
        fits,
        limit,
        after,
      });
      return { alerts: rows.map((row): AlertRow => v.parse(storedAlert, row)), ...more };
    },
    /** Moves an alert on, with what the audit trail says of it. */
    move: (tenant: string, was: AlertRow, entry: AlertRow['history'][number], audit: AuditRow) => {
      const changed = { state: entry.state, version: was.version + 1, history: [...was.history, entry] };
      const change = updateExpression(changed);
      const Update = {
        TableName: table,
        Key: nmvsAlertKey(tenant, was.alertId),
        ...change,
        ConditionExpression: '#version = :seen', // two people may decide at once: the second sees what the first did
        ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':seen': was.version },
      };
      const closed = entry.state === 'closed' && alertHappening('alert.closed', { ...was, state: 'closed' }, entry.at);
      const TransactItems = [{ Update }, ...(closed ? [announced(table, tenant, closed)] : []), audit];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'moved', 'changed');
    },
  };
}

async function add(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  alerts: readonly AlertRow[],
  before: (fresh: readonly AlertRow[]) => Promise<void>,
): Promise<readonly AlertRow[]> {
  // A source may tell one twice on a page.
  const byId = new Map(alerts.map((alert) => [alert.alertId, alert]));
  const keys = [...byId.keys()].map((alertId) => nmvsAlertKey(tenant, alertId));
  const there = new Set((await getRows(db, table, keys, ['sk'])).map(({ sk }) => sk));
  const fresh = [...byId.values()].filter(({ alertId }) => !there.has(alertId));
  await before(fresh);
  await inLanes(chunksOf(fresh, TOLD_AT_ONCE), async (some) => {
    const TransactItems = some.flatMap((alert) => [
      { Put: { TableName: table, Item: { ...nmvsAlertKey(tenant, alert.alertId), ...alert } } },
      announced(table, tenant, alertHappening('alert.raised', alert, alert.fetchedAt)),
    ]);
    // Integrators are told of none that is not there. Without a condition: nobody else stores alerts of the country.
    await db.send(new TransactWriteCommand({ TransactItems }));
  });
  return fresh;
}

/** Alerts that are stored together, each with what integrators are told of it: a transaction has 100 writes. */
const TOLD_AT_ONCE = 50;

/** Why an alert was probably raised. */
export interface Explained {
  readonly alertId: string;
  readonly probable: ProbableCause;
}

/** Alerts that are explained in one request: of 100,000, each by itself takes most of the time. */
const AT_ONCE = 25;

const explanation = (table: string, tenant: string, { alertId, probable }: Explained) => ({
  TableName: table,
  Key: nmvsAlertKey(tenant, alertId),
  UpdateExpression: 'SET probable = :probable',
  // A run that was given up may still be at work beside the next one: what was found first stands.
  ConditionExpression: 'probable.cause = :pending',
  ExpressionAttributeValues: { ':probable': probable, ':pending': notYet.cause },
});
