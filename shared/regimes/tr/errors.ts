import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

/**
 * Codes of packs (`uc`) and of whole calls. But for 00000 [H] the table is not public: the others are of the rehearsal, by what is known to fail, and
 * `/reference/app/errorcode` is the authority.
 */
const rows: readonly Row[] = [
  ['00000', 'none', 'done', 'all is well with the pack', 'Nothing.'],
  [
    '90001',
    'rejected',
    'the call cannot be read',
    'a value has a form that is not taken',
    'Look at the evidence, correct, then resend.',
  ],
  [
    '90002',
    'rejected',
    'the list is empty, or longer than is taken',
    'a limit was lowered',
    'Have the limits compared.',
  ],
  [
    '90003',
    'rejected',
    'the other party is not known',
    'its GLN is wrong or not registered',
    'Correct the partner’s GLN, then resend.',
  ],
  [
    '90004',
    'rejected',
    'the package is not taken',
    'its ZIP or transfer breaks a rule',
    'Correct the packing by events, then resend.',
  ],
  [
    '10001',
    'partial',
    'the pack is not known',
    'its notification failed, or was of another user',
    'Correct that first, then this report.',
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
    'it was deactivated, sold or exported',
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
    'it was told before',
    'Compare; if two packs bear the code, hold both.',
  ],
  [
    '10007',
    'partial',
    'lot or expiry differ',
    'the pack was told with others',
    'Compare the lot with what was told; correct.',
  ],
  ['10008', 'partial', 'it cannot be taken back any more', 'the other party has accepted it', 'Agree on a return.'],
  ...(
    [
      ['20001', 'yours'],
      ['20002', 'on its way from you'],
      ['20003', 'on its way to you'],
      ['20004', 'deactivated'],
      ['20005', 'exported'],
      ['20006', 'another’s'],
    ] as const
  ).map(([code, what]): Row => [code, 'none', `the pack is ${what}`, 'a state, of check_status', 'Nothing.']),
];

/** What codes of ITS mean. */
export const errors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  ...{ code, meaning, cause, remedy, retry },
}));
