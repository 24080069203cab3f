/** The id of an order that nobody named: GTIN and lot number, with what an id cannot have of GS1 set 82 as dashes. */
export const orderId = (gtin: string, lot: string): string => `${gtin}-${lot.replace(/[^\w.:-]/g, '-')}`;
