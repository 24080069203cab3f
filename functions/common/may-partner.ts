import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Onboardings } from './store/onboardings.ts';

/** Why nothing goes to a partner and nothing is taken from it. */
export interface Barred {
  readonly refusal: Refusal;
  /** True where nobody resumes it: it holds again once both sides have approved anew. */
  readonly hasEnded: boolean;
}

const rule = 'docs/partners-onboarding.md: suspended and ended partnerships';

/** Undefined when it may: partners that were never onboarded may, by their version in the master data alone. */
export const barredPartner =
  (onboardings: Pick<Onboardings, 'get'>) =>
  async (tenant: string, partner: string): Promise<Barred | undefined> => {
    const found = await onboardings.get(tenant, partner);
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
  };
export type BarredPartner = ReturnType<typeof barredPartner>;

/** The same for those who only refuse. */
export const mayPartner = (onboardings: Pick<Onboardings, 'get'>) => {
  const barred = barredPartner(onboardings);
  return async (tenant: string, partner: string): Promise<Refusal | undefined> =>
    (await barred(tenant, partner))?.refusal;
};
export type MayPartner = ReturnType<typeof mayPartner>;
