import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

/** What the operator answers, by its class: the codes of tickets are told to participants only, and are passed on as they are. */
const rows: readonly Row[] = [
  [
    'Rejected',
    'rejected',
    'the document was not registered',
    'it does not keep the schema, or none of its things may take the step',
    'Read the reasons, correct what they name, then send anew.',
  ],
  [
    'Partial',
    'partial',
    'some things of the document were not registered',
    'things that the register has in another state, at another place, or not at all',
    'Find out what became of those that are named, then correct the report: only they are sent, as a new document.',
  ],
  [
    'FAILED',
    'rejected',
    'the document was not taken in, and has no ticket',
    'it could not be read, or its signature does not hold',
    'Check the certificate, then send anew.',
  ],
  [
    'FAILED_RESULT_READY',
    'rejected',
    'the document was not taken in; its ticket says why',
    'it does not keep the schema',
    'Read the ticket.',
  ],
  [
    'violations',
    'rejected',
    'members of the request are wrong',
    'a request in a form of another version of the interface',
    'Compare the evidence with the current documentation of the interface.',
  ],
  [
    'error_description',
    'rejected',
    'the request cannot be carried out',
    'missing rights of the user, a signature that does not hold, a request id of another document',
    'Read the description; give the user the right in the cabinet, or renew the certificate, then send again.',
  ],
  [
    '401',
    'transport',
    'the token does not hold',
    'it has run out, or the account was blocked',
    'Nothing: a new token is asked for.',
  ],
  [
    '429',
    'throttled',
    'the method was called too often',
    'another system calls with the same account',
    'Nothing: it is sent later.',
  ],
];

export const errors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  code,
  meaning,
  cause,
  remedy,
  retry,
}));
