import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documents } from '#common/store/document-client.ts';
import { dueIndex } from '#common/store/due.ts';
import { freePort } from './free-port.ts';

const BINARY = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));
const READY_WITHIN_MS = 20_000;

/** Credentials no part of which is secret: local engines take any. Amazon's keeps tables apart by key, so each file of tests has its own. */
export const anyCredentials = { accessKeyId: `local${process.pid}${threadId}`, secretAccessKey: 'local' };
export const anyRegion = 'eu-central-1';

/**
 * An engine of our own reads whose key it is and checks no signature; making one is a third of what a request costs. The product signs its own.
 */
const unsigned = {
  sign: async <Request extends { headers: Record<string, string> }>(request: Request) => {
    const scope = `${anyCredentials.accessKeyId}/20260101/${anyRegion}/dynamodb/aws4_request`;
    request.headers['authorization'] = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
    request.headers['x-amz-date'] = '20260101T000000Z';
    return request;
  },
};

/** A client of the engine at that address. What others started may check signatures, so it gets them. */
export const dynamodbAt = (endpoint: string, maxAttempts = 4): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: anyRegion,
    credentials: anyCredentials,
    maxAttempts,
    ...(!process.env['DYNAMODB_ENDPOINT'] && { signer: unsigned }),
  });

export const tables = { serials: 'serials', ledger: 'ledger', registry: 'registry', deliveries: 'deliveries' } as const;

export interface Dynoxide {
  readonly endpoint: string;
  readonly client: DynamoDBClient;
  readonly db: DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/**
 * A DynamoDB engine in memory, on a port of its own, with the four tables. Stop it in `afterAll`. With `DYNAMODB_ENDPOINT` set, the engine that
 * answers there is taken instead, as the product does.
 */
export async function startDynoxide(): Promise<Dynoxide> {
  const elsewhere = process.env['DYNAMODB_ENDPOINT'];
  if (elsewhere) return tablesAt(elsewhere);
  const port = await freePort();
  const child = spawn(BINARY, ['serve', '--port', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = dynamodbAt(endpoint);
  const db = documents(client);
  const stop = async () => {
    client.destroy();
    await end(child);
  };
  try {
    await answering(client, child);
    for (const name of Object.values(tables)) await client.send(new CreateTableCommand(definition(name)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, client, db, stop };
}

/** The tables at an engine that others started; another start in this file may have made them. */
async function tablesAt(endpoint: string): Promise<Dynoxide> {
  const client = dynamodbAt(endpoint);
  for (const name of Object.values(tables))
    await client.send(new CreateTableCommand(definition(name))).catch((error: unknown) => {
      if (!(error instanceof ResourceInUseException)) throw error;
    });
  const db = documents(client);
  return { endpoint, client, db, stop: async () => client.destroy() };
}

async function answering(client: DynamoDBClient, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch (error) {
      // Asking again is safe: listing changes nothing.
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error('dynoxide does not answer', { cause: error });
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

function definition(name: string) {
  const key = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const keySchema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  const withDue = name === tables.deliveries;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: ['pk', 'sk', ...(withDue ? ['duePk', 'dueAt'] : [])].map(key),
    KeySchema: keySchema('pk', 'sk'),
    ...(withDue && {
      GlobalSecondaryIndexes: [
        { IndexName: dueIndex, KeySchema: keySchema('duePk', 'dueAt'), Projection: { ProjectionType: 'ALL' as const } },
      ],
    }),
  };
}
