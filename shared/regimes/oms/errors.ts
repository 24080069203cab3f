import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

const RESEND = 'then send the report again.';

/** The station answers in sentences, and its table is not public. These codes are of the rehearsal, by what is known to fail. */
const rows: readonly Row[] = [
  [
    'UNKNOWN_CODE',
    'rejected',
    'the station did not give the code',
    'it came from another station, or was typed',
    `Find out which station gave it; have the packs reported there, ${RESEND}`,
  ],
  [
    'WRONG_TAIL',
    'rejected',
    'the code’s tail is not the one that was given with it',
    'the list was changed before it was imported',
    `Import the station’s own list again, ${RESEND} Hold the packs: what is printed on them may be wrong as well.`,
  ],
  [
    'CODE_USED',
    'rejected',
    'the code was reported as used before',
    'the lot was reported at the station by hand, or two packs bear the code',
    'Find the pack. If the lot was reported by hand, cancel the report; if two packs bear the code, hold both.',
  ],
  [
    'OTHER_LOT',
    'rejected',
    'the code was reported as used in another lot',
    'two lots name the same pack, or it was reported by hand under a wrong lot',
    'Hold the pack and find out which lot it is of.',
  ],
  [
    'CODE_DROPPED',
    'rejected',
    'the code was written off',
    'it was reported as lost, or its order was closed',
    'Hold the packs: they cannot come into circulation.',
  ],
  [
    'CODE_EXPIRED',
    'rejected',
    'the code ended before it was reported as used',
    'more than 180 days passed since it was given',
    'Hold the packs: they cannot come into circulation.',
  ],
  [
    'CODE_NOT_USED',
    'rejected',
    'the code in the package is on no pack',
    'its report of utilisation was refused or never sent',
    `Send that first, ${RESEND}`,
  ],
  [
    'CODE_PACKED',
    'rejected',
    'the code is in another package already',
    'it was reported before',
    'Compare the packages; correct the event that is wrong.',
  ],
  [
    'UNKNOWN_PACKAGE',
    'rejected',
    'a package inside another is not known',
    'its own report was refused or never sent',
    `Send that first, ${RESEND}`,
  ],
  [
    'REGISTER',
    'rejected',
    'the register refused the document that the report came to',
    'a place or owner is not the participant’s',
    `Read why in the answer, mend it, ${RESEND}`,
  ],
];

/** What codes of a station mean. */
export const omsErrors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  ...{ code, meaning, cause, remedy, retry },
}));
