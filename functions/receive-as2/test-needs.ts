import type { TakeTestNeeds } from '#common/onboarding/take-test-file.ts';
import type { As2Invited } from '#common/store/as2-invited.ts';

/** What taking a test file needs. */
export interface TestNeeds extends TakeTestNeeds {
  /** By the AS2 name that partners say they have. */
  readonly invitedAs: As2Invited;
}
