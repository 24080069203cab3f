import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documents } from '#common/store/document-client.ts';
import { dynamodbAt } from './dynoxide.ts';

/**
 * A client that counts round trips: requests that are under way together are one. A request that begins when no other is open begins a new
 * one, and so does one that begins after another of its round has been answered.
 */
export function wavesOf(endpoint: string): { db: DynamoDBDocumentClient; waves: () => number } {
  let count = 0;
  let open = 0;
  let answered = true;
  const client = dynamodbAt(endpoint);
  client.middlewareStack.add(
    (next) => async (args) => {
      if (open === 0 || answered) {
        count++;
        answered = false;
      }
      open++;
      try {
        return await next(args);
      } finally {
        open--;
        answered = true;
      }
    },
    { step: 'initialize', name: 'waves', priority: 'high' },
  );
  return {
    db: documents(client),
    waves: () => count,
  };
}
