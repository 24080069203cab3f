import type { Refusal } from '../../../refusal.ts';
import { type Facts, judgeForms } from '../../facts.ts';
import type { JudgedReport } from '../../regime.ts';
import { reasonOf, reasonsToGive } from './final-reasons.ts';

const forms = {
  reason: {
    says: `one of ${reasonsToGive.join(', ')}`,
    holds: (text: string) => reasonOf('ended', text) !== undefined,
  },
};

/** Refuses a reason why packs left that SNCM does not know. */
export const judgeFacts = (_: JudgedReport, facts: Facts): Refusal | undefined =>
  judgeForms(facts, forms, 'SNCM message set 1.00, final');
