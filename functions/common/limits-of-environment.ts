import * as v from 'valibot';
import { readLimits } from '#shared/delivery/limit.ts';
import { isRefusal } from '#shared/refusal.ts';

/** The member of an environment with limits that the installation sets for calls to regulators (`readLimits`); may be empty. */
export const limitsMember = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const limits = readLimits(dataset.value);
    if (!isRefusal(limits)) return limits;
    addIssue({ message: `${limits.detail}; ${limits.rule}` });
    return NEVER;
  }),
);
