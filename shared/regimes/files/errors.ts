import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

/** Codes of the interface to whoever puts files into a portal, the same in every country. */
const common: readonly Row[] = [
  [
    'FORM',
    'rejected',
    'the file has another form',
    'a column or element is missing',
    'Mend what changed it, then send again.',
  ],
  ['TOO_MANY_ROWS', 'rejected', 'more rows than one file may have', 'a file was made by hand', 'Split it.'],
  [
    'FILE_REUSED',
    'rejected',
    'the name stands for a file of other content',
    'a report was changed after it had been sent',
    'Send anew: it becomes a file of its own.',
  ],
  ['UNKNOWN_FILE', 'unknown-outcome', 'no such file is known', 'it never arrived', 'Nothing: it is sent again.'],
  ['CLIENT', 'transport', 'the token is not known', 'it was changed', 'Renew the access.'],
];

export const errorsOf = (own: readonly Row[]): ErrorMeaning[] =>
  [...own, ...common].map(([code, retry, meaning, cause, remedy]) => ({ code, retry, meaning, cause, remedy }));
