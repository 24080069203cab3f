import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documents } from '#common/store/document-client.ts';
import { type Dynoxide, dynamodbAt } from './dynoxide.ts';

/** A command as it is about to leave, e.g. `BatchWriteItemCommand`. Others may do something before it does. */
export type Breaks = (command: string, input: unknown) => boolean | Promise<boolean>;

/** A client of the same engine that dies before sending whatever `breaks` names: what a crash between two steps looks like to the table. */
export function brokenClient({ endpoint }: Pick<Dynoxide, 'endpoint'>, breaks: Breaks): DynamoDBDocumentClient {
  const client = dynamodbAt(endpoint, 1);
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (await breaks(commandName, args.input)) throw new Error(`crashed before ${commandName}`);
        return next(args);
      },
    { step: 'initialize', name: 'breaks' },
  );
  return documents(client);
}
