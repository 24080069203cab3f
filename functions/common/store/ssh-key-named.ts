import * as v from 'valibot';
import type { Step } from '#shared/master-data/change-version.ts';
import { partner } from '#shared/master-data/partner.ts';
import type { MasterKind } from '#shared/master-data/version.ts';
import { networkSshKey } from './network-keys.ts';

/** The generation of our SSH key that a version names with which a partner's server is shown it. */
export function keyNamedBy(kind: MasterKind, { did, closed }: Pick<Step, 'did' | 'closed'>): number | undefined {
  if (kind !== 'partner' || did !== 'approved' || closed?.content === undefined) return undefined;
  const { channel, sftp } = v.parse(partner, closed.content);
  return channel === 'sftp' ? sftp?.keyGeneration : undefined;
}

/** What is written with an approval that names a generation. Its row counts those: the key may be ended at once, and whoever comes second looks again. */
export function keyNamed(TableName: string, tenant: string, generation: number | undefined) {
  if (generation === undefined) return [];
  // The first is derived, and has no row before this.
  const isMade = generation === 1 ? '' : 'attribute_exists(pk) AND ';
  const Update = {
    TableName,
    Key: networkSshKey(tenant, generation),
    UpdateExpression: 'SET generation = :generation ADD named :one',
    ConditionExpression: `${isMade}attribute_not_exists(endedAt)`,
    ExpressionAttributeValues: { ':generation': generation, ':one': 1 },
  };
  return [{ Update }];
}
