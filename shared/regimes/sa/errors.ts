import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

const access = 'Renew the access: name and password of the user of the GLN.';

/**
 * Codes of faults (80…) and of packs. But for 00000 and those three faults [H] the table is not public: the others are of the rehearsal, by what is known to fail, and the service
 * ErrorCodeList is the authority.
 */
const rows: readonly Row[] = [
  ['00000', 'none', 'done', 'all is well with the pack', 'Nothing.'],
  ['80000', 'transport', 'the user is not known', 'the user of the GLN is wrong, or was closed', access],
  ['80001', 'transport', 'the password is wrong', 'it was changed, or mistyped', access],
  [
    '80202',
    'rejected',
    'the call as a whole is refused',
    'its list or one of its values cannot be taken',
    'Look the code up (ErrorCodeList), correct what it names, then resend.',
  ],
  [
    '80203',
    'rejected',
    'the list is empty, or longer than is taken',
    'a limit was lowered',
    'Have the limits compared.',
  ],
  [
    '80204',
    'rejected',
    'the other party is not known',
    'its GLN is wrong or not registered',
    'Correct the partner’s GLN, then resend.',
  ],
  [
    '80205',
    'rejected',
    'the reason or the country is not known',
    'a placeholder does not fit',
    'Have our reasons compared with the live list, then resend.',
  ],
  [
    '10001',
    'partial',
    'the pack is not known',
    'its supply failed, or was of another user',
    'Correct the supply first, then this report.',
  ],
  [
    '10002',
    'partial',
    'the pack is another’s',
    'it was dispatched, or taken over',
    'Find out whose it is; correct the event.',
  ],
  [
    '10003',
    'partial',
    'the pack is on its way already',
    'it was dispatched before',
    'Compare the events; correct what is wrong.',
  ],
  [
    '10004',
    'partial',
    'the pack is no more',
    'it was deactivated or exported',
    'Hold the pack; find out what was told of it.',
  ],
  [
    '10005',
    'partial',
    'the pack was not dispatched to you',
    'the sender has not told it, or told another',
    'Ask the sender, then correct.',
  ],
  [
    '10006',
    'partial',
    'the pack is known already',
    'it was supplied before',
    'Compare; if two packs bear the code, hold both.',
  ],
  [
    '10007',
    'partial',
    'lot or expiry differ',
    'the pack was supplied with others',
    'Compare the lot with what was told; correct.',
  ],
  ['10008', 'partial', 'it cannot be taken back any more', 'the other party has accepted it', 'Agree on a return.'],
  ['20001', 'none', 'the pack is yours', 'a state, of CheckStatus', 'Nothing.'],
  ['20002', 'none', 'the pack is on its way from you', 'a state, of CheckStatus', 'Nothing.'],
  ['20003', 'none', 'the pack is on its way to you', 'a state, of CheckStatus', 'Nothing.'],
  ['20004', 'none', 'the pack was deactivated', 'a state, of CheckStatus', 'Nothing.'],
  ['20005', 'none', 'the pack was exported', 'a state, of CheckStatus', 'Nothing.'],
  ['20006', 'none', 'the pack is another’s', 'a state, of CheckStatus', 'Nothing.'],
];

/** What codes of RSD mean. */
export const errors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  ...{ code, meaning, cause, remedy, retry },
}));
