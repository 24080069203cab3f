import { parentPort, workerData } from 'node:worker_threads';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { Row } from '#common/store/batches.ts';
import { documents } from '#common/store/document-client.ts';
import { anyRegion } from '../kit/dynoxide.ts';
import { type BulkCapture, bulkCapture, writeRaw } from './bulk-capture.ts';

// A thread of `capture.bench.ts`. It does one thing for every message, and says when it is done.

const text = v.string();
const given = v.parse(
  v.object({ endpoint: text, credentials: v.object({ accessKeyId: text, secretAccessKey: text }) }),
  workerData,
);
const order = v.variant('kind', [
  v.object({ kind: v.literal('prepare'), tenant: text }),
  v.object({ kind: v.picklist(['capture', 'copy', 'raw', 'clear']) }),
]);

const db = documents(new DynamoDBClient({ ...given, region: anyRegion }));
let bulk: BulkCapture | undefined;
let rows: Row[] = [];

async function follow(message: unknown): Promise<number> {
  const asked = v.parse(order, message);
  if (asked.kind === 'prepare') bulk = await bulkCapture(db, asked.tenant);
  else if (bulk === undefined) throw new Error('nothing was prepared');
  else if (asked.kind === 'capture') await bulk.capture();
  else if (asked.kind === 'copy') rows = await bulk.copies();
  else if (asked.kind === 'raw') await writeRaw(db, rows);
  else await bulk.clear();
  return rows.length;
}

parentPort?.on('message', async (message) => parentPort?.postMessage(await follow(message)));
