import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';

/** What is tested: what the partner says of itself, and by which channel it is known to be reached. What was shown of one subject says nothing of another. */
export const subjectOf = ({ profile, channel, evidence }: Onboarding): string =>
  JSON.stringify([profile, channel, evidence.connection?.at]);
