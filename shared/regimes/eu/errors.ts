import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

/**
 * Codes of the Hub. `A16` is the Hub's own; the others are those of our wire form, which an adapter in front of the real Hub translates into
 * (the Hub's codes are told to onboarded parties only).
 */
const rows: readonly Row[] = [
  [
    'A16',
    'rejected',
    'a mandatory member is missing',
    'the product’s master data are incomplete for this market',
    'Complete the product’s version, have it approved, then send anew.',
  ],
  [
    'PRODUCT_CODE',
    'rejected',
    'the product code is no GTIN or PPN',
    'a digit was mistyped in the product',
    'Withdraw the product and make it anew with the right code.',
  ],
  [
    'SCHEMA',
    'rejected',
    'a member has a form that the Hub does not read',
    'master data with characters or dates of another form',
    'Correct the member that the answer names, then send anew.',
  ],
  [
    'MARKETS_FIXED',
    'rejected',
    'the markets of a version cannot change',
    'a market was added to or dropped from a version that the Hub has',
    'Make a new version of the product; lots stay with the version they were ordered with.',
  ],
  [
    'UNKNOWN_PRODUCT',
    'rejected',
    'the Hub does not know the product',
    'its master data were never acknowledged',
    'Send the master data report first.',
  ],
  [
    'WRONG_VERSION',
    'rejected',
    'the batch belongs to another version of the product',
    'the lot was ordered with one version and reported before with another',
    'Compare the lot’s product version with what the Hub has; ask the Hub’s service desk.',
  ],
  [
    'WRONG_MARKET',
    'rejected',
    'the version is not for that market',
    'the product was changed after its master data were sent',
    'Make a new version of the product.',
  ],
  [
    'BATCH_EXPIRY_DIFFERS',
    'rejected',
    'the Hub has the batch with another expiry date',
    'two orders of one lot number, or a corrected date',
    'Find which date is printed. If the printed one is not the Hub’s, recall and report as a new lot.',
  ],
  [
    'PRODUCT_WITHDRAWN',
    'rejected',
    'the product was withdrawn from the Hub, which cannot be undone',
    'a withdrawal was reported before',
    'Make the product under a new code.',
  ],
  [
    'DUPLICATE_SERIAL',
    'partial',
    'the Hub has that serial already',
    'the same pack was reported in another lot or by another party',
    'Find the pack. If it is one pack, nothing is to be done; if two bear the number, block both and open a deviation.',
  ],
  [
    'SERIAL_FORMAT',
    'partial',
    'a serial is not 1 to 20 letters and digits',
    'the pool’s alphabet has characters that the Hub does not take',
    'Destroy the packs, and draw from a pool of the EU profile.',
  ],
  [
    'UNKNOWN_PACK',
    'partial',
    'the Hub does not know the pack',
    'its pack data were refused or never sent',
    '`correct` the report: the packs are told as pack data first, then what became of them. If they were never on the market, `close` it as it was taken, or `cancel` what was refused whole.',
  ],
  [
    'STATE_FINAL',
    'partial',
    'the pack has a state that cannot change any more',
    'it was destroyed, stolen or supplied before, perhaps elsewhere',
    'Compare with what others reported; if it was not us, open an investigation.',
  ],
  [
    'UNDO_TOO_LATE',
    'partial',
    'a status is reverted within 10 days (Delegated Regulation (EU) 2016/161, Article 13)',
    'the event was declared an error too late, or its report came late',
    'Ask the Hub’s service desk; the packs cannot be sold.',
  ],
  [
    'BATCH_RECALLED',
    'partial',
    'the batch was recalled',
    'a recall stands at the Hub',
    'Nothing: recalled packs cannot be dispensed anyway.',
  ],
  [
    'UNKNOWN_BATCH',
    'rejected',
    'the Hub does not know the batch',
    'no pack of it was ever acknowledged',
    'Report the packs first.',
  ],
  ['TOO_MANY_PACKS', 'rejected', 'more packs than one report may have', 'a report was written by hand', 'Split it.'],
  [
    'REQUEST_ID_REUSED',
    'rejected',
    'the request id stands for another content',
    'a report was changed after it had been sent',
    'Send anew: it becomes a request of its own.',
  ],
  [
    'CLIENT',
    'transport',
    'the Hub does not let the client in',
    'the client id or certificate is not known, or has expired',
    'Renew the access, then send again.',
  ],
];

export const errors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  code,
  meaning,
  cause,
  remedy,
  retry,
}));
