import type * as v from 'valibot';
import { onboardingPage, type onboardingWithHistory } from '../../shared/messages/onboarding-api.ts';
import type { Api, Listed } from '../api.ts';
import { pageBehind } from './member-lists.ts';

export type Partnership = v.InferOutput<typeof onboardingWithHistory>;
export type BriefPartnership = v.InferOutput<typeof onboardingPage>['onboardings'][number];

/** A page of partnerships, on their way and in force. */
export async function readOnboardings(api: Api, path: string): Promise<Listed<BriefPartnership[]>> {
  const page = await api.get(path, onboardingPage);
  return { rows: page.onboardings, next: pageBehind(path, page.next) };
}
