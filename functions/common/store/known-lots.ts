import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getLot } from './get-lot.ts';

export type KnownLots = ReturnType<typeof knownLots>;

/** Lots of the registry table by their names: for those who neither make nor change any, and begin sooner without. */
export const knownLots = (db: DynamoDBDocumentClient, table: string) => ({
  get: (tenant: string, gtin: string, lot: string) => getLot({ db, table }, tenant, gtin, lot),
});
