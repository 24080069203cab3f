/**
 * True when a GTIN that is made from an NDC (03 and ten digits) is made from another than the one given. An NDC of eleven digits has one
 * zero more than the one in the GTIN, in its labeler, product or package segment (5-4-2).
 */
export function ndcContradicts(ndc: string, gtin14: string): boolean {
  const inside = /^\d03(\d{10})\d$/.exec(gtin14)?.[1];
  const digits = ndc.replaceAll('-', '');
  if (inside === undefined || !/^\d{10,11}$/.test(digits)) return false;
  return !shortForms(digits).includes(inside);
}

function shortForms(digits: string): string[] {
  if (digits.length === 10) return [digits];
  const padded = [0, 5, 9].filter((start) => digits.charAt(start) === '0');
  return padded.map((start) => digits.slice(0, start) + digits.slice(start + 1));
}
