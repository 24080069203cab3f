/** The Digital Link of one pack, as the ledger names it. */
export const sgtinLink = (gtin: string, serial: string): string =>
  `https://id.gs1.org/01/${gtin}/21/${encodeURIComponent(serial)}`;
