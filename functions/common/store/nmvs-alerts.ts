import { type DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { alertStates } from '#shared/regimes/eu/nmvs/alert.ts';
import { causes } from '#shared/regimes/eu/nmvs/probable-cause.ts';
import type { AuditRow } from './audit.ts';
import { filteredPage } from './filtered-page.ts';
import { nmvsAlertKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

const text = v.exactOptional(v.string());

const storedAlert = v.object({
  alertId: v.string(),
  code: v.string(),
  country: v.string(),
  raisedAt: v.string(),
  operation: text,
  productCode: v.string(),
  batch: text,
  expiry: text,
  serial: text,
  location: text,
  /** Of one that could not be read: as it was told, cut off where it is long, and the object with the bytes of its page. */
  told: text,
  pageKey: text,
  fetchedAt: v.string(),
  state: v.picklist(alertStates),
  /** Grows with every change. */
  version: v.number(),
  probable: v.object({ cause: v.picklist(causes), detail: v.string(), remedy: v.string() }),
  history: v.array(v.object({ at: v.string(), by: v.string(), state: v.picklist(alertStates), reason: v.string() })),
});

/** An alert about a pack of ours, why it was probably raised, and what people did about it. A quality record: it is kept. */
export type AlertRow = v.InferOutput<typeof storedAlert>;

export type NmvsAlerts = ReturnType<typeof nmvsAlerts>;

/** Alerts in the deliveries table. */
export function nmvsAlerts(db: DynamoDBDocumentClient, table: string) {
  return {
    /** `exists`: it was fetched before, and stands as it is. */
    add: (tenant: string, alert: AlertRow) => {
      const Item = { ...nmvsAlertKey(tenant, alert.alertId), ...alert };
      // A page is fetched again after a fault: what people did about an alert meanwhile stays.
      const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      return wonOrLost(() => db.send(put), 'added', 'exists');
    },
    get: async (tenant: string, alertId: string): Promise<AlertRow | undefined> => {
      const get = new GetCommand({ TableName: table, Key: nmvsAlertKey(tenant, alertId), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(storedAlert, Item);
    },
    /** By id; a page may be short, or empty, and still have a next. */
    list: async (tenant: string, state: string | undefined, limit: number, after?: string) => {
      const { pk } = nmvsAlertKey(tenant, '');
      const { rows, ...more } = await filteredPage(db, { table, pk, fits: { state }, limit, after });
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
      const TransactItems = [{ Update }, audit];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'moved', 'changed');
    },
  };
}
