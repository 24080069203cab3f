import type { Onboarding, OnboardingEvidence } from '#shared/network/onboarding/onboarding.ts';

/** What a piece of the test has shown. */
export interface Shown {
  /** It is not as it should be: what it showed earlier does not hold. */
  readonly failed?: true;
  readonly evidence: (
    before: Onboarding,
    done: { readonly at: string; readonly by: string },
  ) => Partial<OnboardingEvidence>;
  /** For history and audit trail. */
  readonly detail: Record<string, unknown>;
}
