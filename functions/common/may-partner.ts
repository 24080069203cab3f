import type { Partner } from '#shared/master-data/partner.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Onboardings } from './store/onboardings.ts';
import type { PartnerStandings } from './store/partner-standings.ts';

/** Why nothing goes to a partner and nothing is taken from it. */
export interface Barred {
  readonly refusal: Refusal;
  /** True where nobody resumes it: it holds again once both sides have approved anew. */
  readonly hasEnded: boolean;
}

const rule = 'docs/partners-onboarding.md: suspended and ended partnerships';

/** Undefined when it may: partners that were never onboarded may, by their version in the master data alone. */
function barredBy(partner: string, found: Onboarding | undefined): Barred | undefined {
  if (found?.state === 'suspended') {
    const { at = found.updatedAt, reason = '' } = found.suspended ?? {};
    const detail = `the partnership with ${partner} is suspended since ${at}: ${reason}`;
    const remedy = `POST /api/onboardings/${partner}/resume takes it up again`;
    return { refusal: refuse('not-permitted', detail, { rule, remedy }), hasEnded: false };
  }
  if (found?.endedAt === undefined) return undefined;
  const detail = `the partnership with ${partner} was ended at ${found.endedAt}`;
  const remedy = `POST /api/partners/${partner}/invitation begins anew; it holds once both have approved`;
  return { refusal: refuse('not-permitted', detail, { rule, remedy }), hasEnded: true };
}

/** The version of a partner in force, and why nothing may go to it. */
export interface SeenPartner {
  readonly partner: Partner | undefined;
  readonly barred: Barred | undefined;
}

/** For those who send. */
export const seePartner =
  (standingOf: PartnerStandings) =>
  async (tenant: string, id: string): Promise<SeenPartner> => {
    const { partner, onboarding } = await standingOf(tenant, id);
    return { partner, barred: barredBy(id, onboarding) };
  };
export type SeePartner = ReturnType<typeof seePartner>;

/** For those who only refuse. */
export const mayPartner =
  (onboardings: Pick<Onboardings, 'get'>) =>
  async (tenant: string, partner: string): Promise<Refusal | undefined> =>
    barredBy(partner, await onboardings.get(tenant, partner))?.refusal;
export type MayPartner = ReturnType<typeof mayPartner>;
