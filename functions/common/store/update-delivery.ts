import {
  type DeleteCommandInput,
  type DynamoDBDocumentClient,
  type PutCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Delivery, Evidence } from './delivery-row.ts';
import { deliveryKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

export interface DeliveriesHere {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** A row that is written, or taken away, with the change or not at all. */
type Row = { readonly Put: PutCommandInput } | { readonly Delete: DeleteCommandInput };

/** What must hold for a change to be made, and what is written with it. */
export interface Guarded {
  readonly condition: string;
  readonly values: Record<string, unknown>;
  readonly names?: readonly string[];
  readonly evidence?: readonly Evidence[];
  readonly told?: readonly Row[];
}

/** The lease may have run out and another sender may hold the delivery now: then what we learned is dropped, and learned again. */
export const heldBy = (lease: string): Guarded => ({ condition: 'leasedUntil = :lease', values: { ':lease': lease } });

const APPEND = 'SET evidence = list_append(if_not_exists(evidence, :none), :added), ';

/** Changes a delivery's row: sets what has a value and removes what has none. */
export function updateDelivery(
  { db, table }: DeliveriesHere,
  { tenant, deliveryId }: Pick<Delivery, 'tenant' | 'deliveryId'>,
  changes: Record<string, unknown>,
  { condition, values, names = [], evidence, told }: Guarded,
) {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const removed = Object.keys(changes).filter((name) => changes[name] === undefined);
  const change = updateExpression(set, removed);
  const Update = {
    TableName: table,
    Key: deliveryKey(tenant, deliveryId),
    UpdateExpression: evidence ? change.UpdateExpression.replace('SET ', APPEND) : change.UpdateExpression,
    ConditionExpression: condition,
    ExpressionAttributeNames: {
      ...change.ExpressionAttributeNames,
      ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ...change.ExpressionAttributeValues,
      ...values,
      ...(evidence && { ':none': [], ':added': evidence }),
    },
  };
  const write = () =>
    told === undefined
      ? db.send(new UpdateCommand(Update))
      : db.send(new TransactWriteCommand({ TransactItems: [{ Update }, ...told] }));
  return wonOrLost(write, 'done', 'overtaken');
}
