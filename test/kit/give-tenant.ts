import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { networkPrefixKey, networkTenantKey } from '#common/store/keys.ts';
import { claimsOf } from '#common/store/tenants.ts';
import { tenantProfile } from '#shared/messages/registry-api.ts';
import { aParty, aTenant } from './builders.ts';
import { tables } from './dynoxide.ts';

let given = 0;

/**
 * A tenant that is let in already, with its company prefixes and a party of its own. Rows are written as they are: where tests of one table take turns with GS1's example prefix, the
 * tenant that came last has it. Tests of how prefixes are taken go through the product.
 */
export async function giveTenant(
  db: DynamoDBDocumentClient,
  tenant: string,
  change: Parameters<typeof aTenant>[0] = {},
): Promise<void> {
  const profile = v.parse(tenantProfile, aTenant({ ...aParty(undefined, 1000 + given++), ...change }));
  const rows = [
    { ...networkTenantKey(tenant), ...profile },
    ...claimsOf(profile).map((claim) => ({ ...networkPrefixKey(claim), tenant })),
  ];
  for (const Item of rows) await db.send(new PutCommand({ TableName: tables.registry, Item }));
}
