/**
 * How a verification stands. `open`: it is asked again by itself · `answered` · `unanswered`: nobody waits for it · `needs-person`: of a return
 * that was not answered in time, or cannot be · `closed`: a person settled it otherwise.
 */
export const verificationStates = ['open', 'answered', 'unanswered', 'needs-person', 'closed'] as const;
