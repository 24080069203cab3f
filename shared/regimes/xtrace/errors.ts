import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

const RESEND = 'then send the report again.';

/** Codes of the rehearsal: neither operator tells its own in public. */
const rows: readonly Row[] = [
  ['BODY', 'rejected', 'the request cannot be read', 'the form changed', 'Have it compared with the operator’s guide.'],
  [
    'PLACE',
    'rejected',
    'the place of business is not yours',
    'the registration is wrong, or of another firm',
    `Correct mpt-place or asl-place of the tenant, ${RESEND}`,
  ],
  ['GROUP', 'rejected', 'it is not the product group of medicines', 'the group has another name', 'Have it compared.'],
  ['TOO_MANY', 'rejected', 'there are too many codes', 'a limit was lowered', 'Have the limits compared.'],
  [
    'CODE_UNKNOWN',
    'rejected',
    'a code was not issued to you, or its crypto part is another',
    'codes of somebody else, or a list that was changed',
    `Find where the pack’s code is from; import it as the operator gave it, ${RESEND}`,
  ],
  [
    'CODE_USED',
    'rejected',
    'a code was reported as used before',
    'the report came twice, or two packs bear the code',
    'Compare with the portal; if two packs bear the code, hold both.',
  ],
  [
    'CODE_EXPIRED',
    'rejected',
    'a code was not used in time',
    'the pack was made long after its code was ordered',
    'The pack cannot be sold: destroy it, and cancel the report or correct it without the pack.',
  ],
  ['CODE_TWICE', 'rejected', 'a code stands twice', 'a message was changed on its way', 'Look at the evidence.'],
  [
    'CODE_NOT_USED',
    'partial',
    'a pack or package in it is not known, or no more',
    'its report failed, or what became of it was told before',
    `Correct that report first, ${RESEND}`,
  ],
  ['CHILD_PACKED', 'partial', 'it is in another package already', 'it was packed anew', `Unpack it there, ${RESEND}`],
  ['UNIT', 'partial', 'it is no code of a package', 'neither an SSCC nor a code of a group', 'Correct the packing.'],
  [
    'UNIT_USED',
    'partial',
    'the package is known already',
    'it was told before',
    'Compare with the portal, then cancel.',
  ],
  ['COUNT', 'partial', 'counts differ', 'a message was changed on its way', 'Look at the evidence.'],
  ['EXPIRY', 'rejected', 'the lot expired', 'the expiry is wrong, or past', `Correct the lot, ${RESEND}`],
  ['MADE', 'rejected', 'the day of making is wrong', 'it is not before the expiry and today', 'Give madeDate anew.'],
  ['SERIES', 'rejected', 'the lot is too long', 'it has more than 20 characters', 'Correct the lot.'],
  ['COUNTRY', 'rejected', 'country and kind of release differ', 'the place of packing is wrong', 'Correct the lot.'],
  [
    'REASON',
    'rejected',
    'the reason is not taken',
    'the list of reasons changed',
    'Withdraw at the portal, then cancel.',
  ],
  ['NO_REPORT', 'unknown-outcome', 'the report is not known', 'it never arrived', 'Nothing: it is sent again.'],
  ['NOT_LET_IN', 'transport', 'the key or password does not hold', 'it ended or was changed', 'Renew the access.'],
];

export const errors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  ...{ code, retry, meaning, cause, remedy },
}));
