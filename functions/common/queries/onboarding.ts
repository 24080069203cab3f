import { onboardingStates } from '#shared/network/onboarding/states.ts';
import { after, count, countElse, oneOf } from '../query-parameters.ts';

/** Partnerships on their way. */
export const onboardingQueries = {
  'GET /api/onboardings': {
    state: oneOf(onboardingStates, 'only in this state'),
    limit: countElse(1, 200, 100, 'partnerships looked at for a page, which may tell fewer'),
    after,
  },
  'GET /api/onboardings/{partner}': {
    from: count(0, 999_999, 'first line of the history that is shown, counted from 0'),
  },
};
