import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Prepares what a route needs, and answers how it is called so that it changes something. */
export type Deed = () => Promise<{ readonly tenant: string; act(): Promise<{ readonly status: number }> }>;

/** Routes with what each of them does, over tables of their own. */
export interface Stage {
  readonly db: DynamoDBDocumentClient;
  readonly deeds: Readonly<Record<string, Deed>>;
  stop(): Promise<void>;
}
