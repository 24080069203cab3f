import type * as v from 'valibot';
import type { onboardingPage, onboardingWithHistory } from '../../shared/messages/onboarding-api.ts';

export type Partnership = v.InferOutput<typeof onboardingWithHistory>;
export type BriefPartnership = v.InferOutput<typeof onboardingPage>['onboardings'][number];

export const onboardingPath = (partner: string) => `/api/onboardings/${encodeURIComponent(partner)}`;
