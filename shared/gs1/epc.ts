/**
 * The EPCs this product issues or acts on. An item reference begins with the indicator digit, a serial reference with the extension
 * digit, as in the URN. Serials, lots and extensions are the text itself, without percent-encoding.
 */
export type Epc =
  | { scheme: 'sgtin'; companyPrefix: string; itemReference: string; serial: string }
  | { scheme: 'sscc'; companyPrefix: string; serialReference: string }
  /** Extension `0` means none. */
  | { scheme: 'sgln'; companyPrefix: string; locationReference: string; extension: string }
  | { scheme: 'pgln'; companyPrefix: string; partyReference: string }
  | { scheme: 'lgtin'; companyPrefix: string; itemReference: string; lot: string }
  | { scheme: 'sgtin-class'; companyPrefix: string; itemReference: string };
