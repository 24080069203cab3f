import type { Refusal } from '#shared/refusal.ts';

/** What a regime refuses of a report, said of a statement: nothing was made that could be resent. */
export const sayAgain = ({ remedy, ...refusal }: Refusal): Refusal => ({
  ...refusal,
  ...(remedy !== undefined && { remedy: remedy.replace(/[,;] then resend\b/, ', then say it again') }),
});
