import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What the trail says of a change: what was done, to what, and by whom. */
export interface Told {
  readonly act: string;
  readonly subject: string;
  readonly by: string;
}

export interface Tried {
  readonly tenant: string;
  act(): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Every row that comes of it; where ids are drawn, as the answer has them. */
  told(answer: Readonly<Record<string, unknown>>): readonly Told[];
}

/** Prepares what a route needs, and answers how it is called so that it changes something, and what must be told of that. */
export type Deed = () => Promise<Tried>;

/** Whom `apiEvent` has call when nobody is named. */
export const clientOf = (tenant: string) => `${tenant}-client`;

/** Routes with what each of them does, over tables of their own. */
export interface Stage {
  readonly db: DynamoDBDocumentClient;
  readonly deeds: Readonly<Record<string, Deed>>;
  stop(): Promise<void>;
}
