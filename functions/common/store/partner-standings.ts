import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Onboarding, onboarding } from '#shared/network/onboarding/onboarding.ts';
import { getRows } from './batches.ts';
import { registryKey } from './keys.ts';
import { onboardingKey } from './network-keys.ts';
import { partnerIn } from './registry.ts';

/** What whoever sends to a partner must know of it. */
export interface PartnerStanding {
  /** The version in force. */
  readonly partner: Partner | undefined;
  /** Absent where it was never onboarded. */
  readonly onboarding: Onboarding | undefined;
}

export type PartnerStandings = ReturnType<typeof partnerStandings>;

/** The partner in force and its partnership, both in the registry table: one read for every delivery, consistent, so that a suspension holds from when it was answered. */
export function partnerStandings(db: DynamoDBDocumentClient, table: string, clock: () => Date = () => new Date()) {
  return async (tenant: string, partner: string): Promise<PartnerStanding> => {
    const [version, partnership] = [registryKey(tenant, 'partner', partner), onboardingKey(tenant, partner)];
    const rows = await getRows(db, table, [version, partnership]);
    const rowOf = (key: { readonly pk: string }) => rows.find(({ pk }) => pk === key.pk);
    const found = rowOf(partnership);
    return {
      partner: partnerIn(partner, rowOf(version), clock().toISOString()),
      onboarding: found && v.parse(onboarding, found),
    };
  };
}
