import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { clientConfig } from '../client-config.ts';
import { type Host, type Provider, placeOf, type Resource, readProperties } from '../provider.ts';
import { physicalName } from './physical-name.ts';

const keySchema = v.array(v.object({ AttributeName: v.string(), KeyType: v.picklist(['HASH', 'RANGE']) }));
const index = v.object({
  IndexName: v.string(),
  KeySchema: keySchema,
  Projection: v.object({
    ProjectionType: v.picklist(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: v.optional(v.array(v.string())),
  }),
});
const shape = v.object({
  TableName: v.optional(v.string()),
  AttributeDefinitions: v.array(v.object({ AttributeName: v.string(), AttributeType: v.picklist(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: v.optional(v.array(index)),
  LocalSecondaryIndexes: v.optional(v.array(index)),
  TimeToLiveSpecification: v.optional(v.object({ AttributeName: v.string(), Enabled: v.boolean() })),
});
type Shape = v.InferOutput<typeof shape>;

/** `AWS::DynamoDB::Table` (and `GlobalTable`, of which this is the one replica). A table that exists is kept as it is. */
export const tableProvider: Provider = {
  create: async (resource, host) => {
    const wanted = readProperties(shape, resource);
    const name = wanted.TableName ?? physicalName(resource, 255);
    const db = new DynamoDBClient(clientConfig(host, host.endpoints.dynamodb));
    try {
      const existing = await describe(db, name);
      if (existing === undefined) await create(db, name, wanted);
      else refuseOtherKeys(resource, existing, wanted);
      await keepTimeToLive(db, name, wanted);
    } finally {
      db.destroy();
    }
    return attributes(name, host);
  },
};

const attributes = (name: string, { region, account }: Host) => {
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
  return { ref: name, Arn: arn, TableId: name, StreamArn: `${arn}/stream/none` };
};

async function describe(db: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await db.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(db: DynamoDBClient, TableName: string, wanted: Shape): Promise<void> {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = wanted;
  await db.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions,
      KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(indexOf) }),
      ...(LocalSecondaryIndexes && { LocalSecondaryIndexes: LocalSecondaryIndexes.map(indexOf) }),
    }),
  );
  await waitUntilTableExists({ client: db, maxWaitTime: 30, minDelay: 1 }, { TableName });
}

const indexOf = ({
  IndexName,
  KeySchema,
  Projection: { ProjectionType, NonKeyAttributes },
}: v.InferOutput<typeof index>) => ({
  IndexName,
  KeySchema,
  Projection: { ProjectionType, ...(NonKeyAttributes && { NonKeyAttributes }) },
});

/** Data kept from an earlier run may have been laid out for an earlier template; to go on with it would fail later and less clearly. */
function refuseOtherKeys(resource: Resource, existing: TableDescription, wanted: Shape): void {
  const kept = layoutOf(existing.KeySchema, existing.GlobalSecondaryIndexes, existing.LocalSecondaryIndexes);
  const now = layoutOf(wanted.KeySchema, wanted.GlobalSecondaryIndexes, wanted.LocalSecondaryIndexes);
  if (kept === now) return;
  throw new Error(
    `${placeOf(resource)}: the data directory holds this table with other keys or indexes (${kept}, the template says ${now}); start with --fresh or another --data`,
  );
}

interface Keyed {
  IndexName?: string | undefined;
  KeySchema?: { AttributeName?: string | undefined }[] | undefined;
}

function layoutOf(keys: Keyed['KeySchema'], ...indexes: (readonly Keyed[] | undefined)[]): string {
  const names = (of: Keyed['KeySchema']) => (of ?? []).map(({ AttributeName }) => AttributeName).join('+');
  const secondary = indexes
    .flatMap((some) => some ?? [])
    .map(({ IndexName, KeySchema }) => `${IndexName}:${names(KeySchema)}`);
  return [names(keys), ...secondary.toSorted()].join(' ');
}

async function keepTimeToLive(db: DynamoDBClient, TableName: string, wanted: Shape): Promise<void> {
  const specification = wanted.TimeToLiveSpecification;
  if (specification === undefined) return;
  const now = (await db.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  const enabled = now?.TimeToLiveStatus === 'ENABLED' || now?.TimeToLiveStatus === 'ENABLING';
  if (enabled === specification.Enabled) return;
  await db.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: specification }));
}
