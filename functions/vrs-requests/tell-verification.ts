import type { Verification } from '#common/store/verification-row.ts';
import { outcomeMeanings } from '#shared/vrs/outcomes.ts';

/** A verification as it is told: with what its outcome means, and without where bytes are kept. */
export function tellVerification({ tenant: _, evidence, ...row }: Verification) {
  const known = row.outcome === undefined ? undefined : outcomeMeanings[row.outcome];
  const told = evidence.map(({ key: _key, ...one }) => one);
  return { ...row, ...(known && { meaning: known.meaning, remedy: known.remedy }), evidence: told };
}
