import { doubtful, type Fault, type Tier, wrong } from '../finding.ts';
import type { DocumentFault } from './document-rule.ts';

type Said = Parameters<typeof wrong>;

/** The two judgements of one tier; `of` puts any fault into it, in another event when one is named. */
export const faultOf = (tier: Tier) => ({
  wrong: (...said: Said): DocumentFault => ({ tier, ...wrong(...said) }),
  doubtful: (...said: Said): DocumentFault => ({ tier, ...doubtful(...said) }),
  of: (fault: Fault, event?: number): DocumentFault => ({ tier, ...fault, ...(event === undefined ? {} : { event }) }),
});
