import type { ErrorMeaning } from '../error-meaning.ts';
import type { RegulatorSystem } from '../regulator-system.ts';

type Row = readonly [code: string, meaning: string, cause: string, remedy: string];

const mend = 'mend the master data and have them approved, then resend';
const ask = 'ask the partner which it knows, and tell each other';

/** Why a partner rejects a document. Partners have no common codes: these are those of our form of a result, which rehearsal's partner speaks. */
const rows: readonly Row[] = [
  ['UNREADABLE', 'the document cannot be read', 'something between cut it off or changed it', 'resend'],
  ['INSTANCE_MISSING', 'the document has no id', 'a header was written by hand', 'resend: it is written anew'],
  [
    'INSTANCE_REUSED',
    'another document stands under the id',
    'bytes were changed on the way',
    'resend: it is written anew',
  ],
  ['RECEIPT_UNKNOWN', 'it has no such receipt', 'its store was emptied', 'none: the document is sent again'],
  ['HEADER_MISSING', 'there is no header', 'a document was written by hand', 'resend: it is written anew'],
  [
    'SENDER_UNKNOWN',
    'it does not deal with the sender’s GLN',
    'our GLN is not registered there',
    'have the partner register the GLN of the tenant',
  ],
  ['RECEIVER_UNKNOWN', 'the receiver’s GLN is not its own', 'the partner has another GLN here', mend],
  [
    'STATEMENT_MISSING',
    'there is no affirmed transaction statement',
    'seller and buyer are not told apart',
    'name both owning parties in the shipping event, then resend',
  ],
  ['PRODUCT_UNDESCRIBED', 'a product is not described', 'a level of packaging is missing from the product', mend],
  ['PRODUCT_INCOMPLETE', 'a product lacks name, manufacturer or NDC', 'the product has no NDC', mend],
  ['NDC_DIFFERS', 'it knows the product by another NDC', 'the NDC was typed, or is that of another package', mend],
  ['LOCATION_UNDESCRIBED', 'a place or party is not described', 'it is no location or partner here', mend],
  ['LOCATION_INCOMPLETE', 'a place lacks name, street, city or country', 'the location’s address is incomplete', mend],
  ['SHIPMENT_MISSING', 'nothing is shipped', 'a document was written by hand', 'resend: it is written anew'],
  [
    'OWNER_MISSING',
    'seller or buyer is not named',
    'the shipping event names no owning party',
    'declare the event an error and capture it anew',
  ],
  [
    'SHIPPED_INSIDE',
    'something left inside something else, and by itself',
    'a container was scanned, and its contents too',
    'declare the event an error and capture it anew',
  ],
  [
    'NOT_COMMISSIONED',
    'something in the shipment was never commissioned',
    'the line’s events are still under way',
    'wait until they are there, then resend',
  ],
  [
    'ORDER_WRONG',
    'something was commissioned or packed after it left',
    'a clock was wrong',
    'declare the event an error and capture it anew',
  ],
  ['CONTENTS_UNKNOWN', 'nobody packed a container', 'packing was not captured', 'capture it, then resend'],
  [
    'LOT_EXPIRY_MISSING',
    'a unit has no lot or no expiry',
    'it was commissioned without them',
    'declare the event an error and capture it anew',
  ],
  [
    'EXPIRED',
    'a unit is past its expiry',
    'the wrong goods were picked',
    'have the goods sent back; cancel the delivery',
  ],
  ['LOT_UNKNOWN', 'its despatch advice announced no such lot', 'another lot was picked', ask],
  ['EXPIRY_DIFFERS', 'its despatch advice announced another expiry', 'a date was typed', ask],
  ['QUANTITY_DIFFERS', 'its despatch advice announced another quantity', 'more or less was picked', ask],
  [
    'RECEIVED_BEFORE',
    'it has a unit from an earlier document',
    'goods came back without a word, or two packs bear one number',
    'look who has the pack; block both where there are two',
  ],
];

const errors: readonly ErrorMeaning[] = rows.map(([code, meaning, cause, remedy]) => ({
  code,
  meaning,
  cause,
  remedy,
  retry: code === 'RECEIPT_UNKNOWN' ? 'transport' : 'rejected',
}));

/** What a partner says of a document. It is told by `gs1-us`. */
export const partner: RegulatorSystem = { system: 'us-partner', tells: [], errors, throttles: [] };
