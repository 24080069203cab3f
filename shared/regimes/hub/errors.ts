import type { ErrorMeaning, RetryClass } from '../error-meaning.ts';

type Row = readonly [code: string, retry: RetryClass, meaning: string, cause: string, remedy: string];

const RESEND = 'then send the report again.';

/** Codes of our own form, which an adapter in front of a real hub translates into: none of the hubs tells its own in public. */
const rows: readonly Row[] = [
  [
    'SCHEMA',
    'rejected',
    'the message is no EPCIS 1.2 document',
    'an adapter changed it',
    `Mend the adapter, ${RESEND}`,
  ],
  [
    'UNKNOWN_GLN',
    'rejected',
    'the hub does not know the location',
    'the GLN was never registered there, or it is another one',
    `Register the GLN at the hub, or correct the tenant’s, location’s or partner’s, ${RESEND}`,
  ],
  [
    'UNKNOWN_GTIN',
    'rejected',
    'the hub does not know the product or its case',
    'its master data did not come by GS1 BrandSync or the portal yet',
    `Have the product and all its packaging levels registered, ${RESEND}`,
  ],
  [
    'NO_LOT',
    'rejected',
    'a pack or case is commissioned without lot or expiry',
    'a message was changed on its way',
    `Mend the adapter, ${RESEND}`,
  ],
  [
    'ALREADY_COMMISSIONED',
    'rejected',
    'the serial is known already',
    'it was reported before, perhaps by another party or at the portal',
    'Find the pack. If the message was uploaded by hand, cancel the report; if two packs bear the number, block both.',
  ],
  [
    'NOT_COMMISSIONED',
    'rejected',
    'the hub does not know the pack or container',
    'what commissions or packs it was refused or never sent',
    `Send that first, ${RESEND}`,
  ],
  [
    'ALREADY_PACKED',
    'rejected',
    'it is in another container already',
    'it was packed anew without being unpacked at the hub',
    `Unpack it at the hub’s portal, ${RESEND}`,
  ],
  [
    'INACTIVE',
    'rejected',
    'the pack or container was taken out before',
    'it was decommissioned, by us or by somebody else',
    'Compare with what others reported; if it was not us, open an investigation.',
  ],
  [
    'NOT_HERE',
    'rejected',
    'the hub has it at another location',
    'a shipment or receipt before was not reported',
    `Report what is missing, ${RESEND}`,
  ],
  [
    'NOT_SHIPPED',
    'rejected',
    'nobody shipped it there',
    'the sender has not reported its shipment yet',
    `Have the sender report it, ${RESEND}`,
  ],
  [
    'UNKNOWN_LOT',
    'rejected',
    'the hub knows no pack of the lot',
    'its packs were refused or never sent',
    `Send the packs first, ${RESEND}`,
  ],
  [
    'UNKNOWN_EVENT',
    'rejected',
    'the event that is declared an error is not known',
    'it was refused or never sent',
    'Nothing: the hub never took what is taken back. Cancel the report.',
  ],
  [
    'CHANGED_SINCE',
    'rejected',
    'something happened to it after the event that is declared an error',
    'later events were taken already',
    'Ask the hub’s service desk, then cancel the report.',
  ],
  [
    'NOT_TAKEN',
    'rejected',
    'the country does not take such events',
    'a message was sent by hand',
    'Cancel the report.',
  ],
  ['TOO_MANY', 'rejected', 'more serials than one message may have', 'a message was sent by hand', 'Split it.'],
  [
    'INSTANCE_REUSED',
    'rejected',
    'the InstanceIdentifier stands for another content',
    'a report was changed after it had been sent',
    'Send anew: it becomes a message of its own.',
  ],
  [
    'FUTURE',
    'none',
    'a warning: the event is later than the hub’s clock',
    'the clock of a line or of the hub is wrong',
    'Nothing: the message was taken. Compare the clocks.',
  ],
  [
    'UNKNOWN_MESSAGE',
    'unknown-outcome',
    'the hub does not know the message',
    'it never arrived',
    'Nothing: it is sent again.',
  ],
  ['CLIENT', 'transport', 'the token does not let the client in', 'it ended or was withdrawn', 'Renew the access.'],
];

export const errors: readonly ErrorMeaning[] = rows.map(([code, retry, meaning, cause, remedy]) => ({
  code,
  retry,
  meaning,
  cause,
  remedy,
}));
