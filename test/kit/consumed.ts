import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { documents } from '#common/store/document-client.ts';
import { dynamodbAt } from './dynoxide.ts';

/** What requests of a client cost. */
export interface Consumed {
  writeUnits: number;
  requests: number;
  /** Rows put, by the second part of their partition key (`acme#run#…` is `run`), and their write units. */
  readonly byKind: Record<string, { rows: number; writeUnits: number }>;
}

const item = v.record(v.string(), v.unknown());
const put = v.object({ Item: item });
const sent = v.looseObject({
  Item: v.optional(item),
  Key: v.optional(item),
  RequestItems: v.optional(v.record(v.string(), v.unknown())),
  TransactItems: v.optional(v.array(v.looseObject({ Put: v.optional(put) }))),
});
const batchOfPuts = v.array(v.object({ PutRequest: put }));
const told = v.looseObject({ ConsumedCapacity: v.optional(v.object({ CapacityUnits: v.number() })) });

/**
 * A client of the engine that counts write units. Puts are counted by what DynamoDB's documentation says of item sizes (one unit for each begun
 * 1,024 bytes, twice that in a transaction, and again for an index that holds the row), because not every engine tells what a batch cost; an
 * update costs what the engine says.
 */
export function countingClient(endpoint: string): { db: DynamoDBDocumentClient; consumed: Consumed } {
  const consumed: Consumed = { writeUnits: 0, requests: 0, byKind: {} };
  const add = (row: Record<string, unknown>, factor = 1) => {
    const writeUnits = factor * Math.ceil(sizeOf(row) / 1024) * (row['duePk'] === undefined ? 1 : 2);
    consumed.writeUnits += writeUnits;
    const kind = /#([^#"]+)/.exec(JSON.stringify(row['pk']))?.[1] ?? '';
    const sum = consumed.byKind[kind] ?? { rows: 0, writeUnits: 0 };
    consumed.byKind[kind] = { rows: sum.rows + 1, writeUnits: sum.writeUnits + writeUnits };
  };
  const client = dynamodbAt(endpoint);
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const body = bodyOf(args.request);
        consumed.requests++;
        if (commandName.startsWith('BatchWrite'))
          for (const puts of Object.values(body.RequestItems ?? {}))
            for (const { PutRequest } of v.parse(batchOfPuts, puts)) add(PutRequest.Item);
        else if (commandName.startsWith('TransactWrite'))
          for (const { Put } of body.TransactItems ?? [])
            if (Put !== undefined) add(Put.Item, 2);
            else consumed.writeUnits += 2;
        else if (body.Item !== undefined) add(body.Item);
        const answer = await next(args);
        if (commandName.startsWith('Update'))
          consumed.writeUnits += v.parse(told, answer.output).ConsumedCapacity?.CapacityUnits ?? 1;
        return answer;
      },
    { step: 'build', name: 'consumed' },
  );
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (commandName.startsWith('Update')) Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        return next(args);
      },
    { step: 'initialize', name: 'ask-consumed', priority: 'high' },
  );
  return { db: documents(client), consumed };
}

function bodyOf(request: unknown): v.InferOutput<typeof sent> {
  const { body } = v.parse(v.looseObject({ body: v.union([v.string(), v.instance(Uint8Array)]) }), request);
  return v.parse(sent, JSON.parse(Buffer.from(body).toString('utf8')));
}

/** Bytes of an item (Amazon DynamoDB Developer Guide, item sizes and formats). */
function sizeOf(row: Record<string, unknown>): number {
  return Object.entries(row).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize(value: unknown): number {
  const [[type = '', inner] = []] = Object.entries(Object(value));
  if (type === 'S') return Buffer.byteLength(String(inner));
  if (type === 'N') return Math.ceil(String(inner).length / 2) + 1;
  if (type === 'B') return Buffer.byteLength(String(inner), 'base64');
  if (type === 'L' && Array.isArray(inner)) return 3 + inner.reduce<number>((sum, one) => sum + 1 + valueSize(one), 0);
  if (type === 'M') return 3 + Object.keys(Object(inner)).length + sizeOf(Object(inner));
  return 1;
}
