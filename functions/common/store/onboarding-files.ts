import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { onboardingFileKey } from './network-keys.ts';

/** Bytes of a file that is kept: a row holds 400 kB, and a test is small. */
export const LARGEST_TEST = 256 * 1024;

const stored = v.object({ bytes: v.instance(Uint8Array) });

export type OnboardingFiles = ReturnType<typeof onboardingFiles>;

/** Test files that were fetched, in the registry table under the hash of their bytes, from the function that knows SSH to the one that judges. */
export function onboardingFiles(db: DynamoDBDocumentClient, table: string) {
  const at = (tenant: string, partner: string, sha256: string) => ({
    TableName: table,
    Key: onboardingFileKey(tenant, partner, sha256),
  });
  return {
    /** The same bytes again change nothing: no condition is needed. */
    put: async (tenant: string, partner: string, sha256: string, bytes: Uint8Array): Promise<void> => {
      const Item = { ...onboardingFileKey(tenant, partner, sha256), bytes };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
    get: async (tenant: string, partner: string, sha256: string): Promise<Uint8Array | undefined> => {
      const { Item } = await db.send(new GetCommand({ ...at(tenant, partner, sha256), ConsistentRead: true }));
      return Item && v.parse(stored, Item).bytes;
    },
    /** Again it changes nothing. */
    remove: async (tenant: string, partner: string, sha256: string): Promise<void> => {
      await db.send(new DeleteCommand(at(tenant, partner, sha256)));
    },
  };
}
