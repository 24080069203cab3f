import type { ErrorMeaning, RetryClass } from '../../error-meaning.ts';
import { UNKNOWN_RECEIPT } from './names.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

/** Codes as the sandbox numbers them: ANVISA’s own table is not public. What each means follows from the message set. */
const rows: readonly Row[] = [
  ['0', 'none', 'taken in', 'all is well', 'Nothing.'],
  [
    '10',
    'rejected',
    'the message does not keep the message set 1.00',
    'a member is missing, or has another form',
    'Correct what the description names, then send anew.',
  ],
  [
    '11',
    'rejected',
    'the document id stands for another message',
    'a message was changed after it had been sent',
    'Send anew: it becomes a message of its own.',
  ],
  [
    '20',
    'rejected',
    'the signature does not hold',
    'the message was changed after it was signed, or the key is not the declarant’s',
    'Renew the key in the secret (docs/regulators-access.md), then send anew.',
  ],
  [
    '30',
    'rejected',
    'the declarant is not known, or the client may not speak for it',
    'another CNPJ than that of the client certificate',
    'Correct the CNPJ of the tenant or its location, then send anew.',
  ],
  [
    '40',
    'none',
    'the event was notified before',
    'the same message came twice',
    'Nothing: it is one event (effect WNG).',
  ],
  [
    '50',
    'rejected',
    'a pack is not known',
    'its activation was refused or never sent',
    'Send the activation first, then this report anew.',
  ],
  [
    '51',
    'rejected',
    'a pack is active already',
    'its activation was sent under another event, or by another party',
    'Find the pack; if it is one, cancel this report; if two bear the number, block both and open a deviation.',
  ],
  [
    '52',
    'rejected',
    'a pack has left the chain',
    'its end was told before',
    'Compare with what was told; take that event back first where it was wrong.',
  ],
  [
    '53',
    'rejected',
    'a pack is at another member',
    'its shipment was told, or was never received',
    'Tell the receipt, or take the shipment back first.',
  ],
  [
    '60',
    'rejected',
    'the event to take back is not known',
    'it was refused, or its id is another',
    'Cancel this report; ask the desk which events stand.',
  ],
  [
    '61',
    'rejected',
    'the event to take back is another declarant’s',
    'an establishment takes back its own events only',
    'Have the establishment that told it take it back.',
  ],
  [
    '62',
    'rejected',
    'later events of its packs stand',
    'they were told on the ground of this one',
    'Take the later events back first.',
  ],
  ['80', 'none', 'come again later', 'SNCM is busy', 'Nothing: it is sent again after `backOff`.'],
  [UNKNOWN_RECEIPT, 'rejected', 'the receipt is not known', 'SNCM lost it, or never gave it', 'Send the report anew.'],
];

export const errors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  code,
  meaning,
  cause,
  remedy,
  retry,
}));
