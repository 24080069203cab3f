import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The one document client: absent members stay absent, bytes stay bytes. */
export const documentClient = (config: DynamoDBClientConfig = {}) =>
  documents(new DynamoDBClient({ maxAttempts: 4, ...config }));

/** The same over a client that is there. */
export function documents(client: DynamoDBClient): DynamoDBDocumentClient {
  // It walks through every request and answer to hide what is sensitive in them from a logger that nobody set: half the time of a large write.
  client.middlewareStack.remove('loggerMiddleware');
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
