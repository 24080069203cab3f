import type { Refusal } from '#shared/refusal.ts';

/** A refusal with the members of a problem document. */
export const toldRefusal = ({ refused, detail, at, rule, remedy }: Refusal) => ({
  type: `urn:seriate:problem:${refused}`,
  detail,
  ...(at !== undefined && { at }),
  ...(rule !== undefined && { rule }),
  ...(remedy !== undefined && { remedy }),
});
