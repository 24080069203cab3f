import { type Refusal, refuse } from '../refusal.ts';
import type { NoticeContent } from './form-3911.ts';
import { ndcCodes } from './ndc-codes.ts';

/** What the case of a notice is about, as far as it is known. */
export interface NoticeSubject {
  readonly packs: readonly {
    readonly serial: string;
    readonly lot?: string | undefined;
    /** YYMMDD; day 00 is the last of the month. */
    readonly exp?: string | undefined;
  }[];
  /** Codes of ten digits of the products in it; none where one of them is not known. */
  readonly ndcs: readonly string[];
  /** Other things are named beside the packs, whose contents are not known. */
  readonly isOpen: boolean;
}

type Product = NoticeContent['product'];

const rule = 'Form FDA 3911; FD&C Act 582(b)(4)(B)';
const remedy = 'report what was determined; what was found since is told by a follow-up, with signature.reason';

/**
 * Where a notice names product that is not of its case: another NDC, lots with their expiries, serials. What the case does not know is not held against it.
 *
 * @param before what the notice before this one named, and why was said then
 */
export function strangeInNotice(product: Product, subject: NoticeSubject, before?: Product): Refusal[] {
  const { packs, ndcs, isOpen } = subject;
  const strange: Refusal[] = [];
  const add = (at: string, detail: string) => strange.push(refuse('malformed', detail, { at, rule, remedy }));
  if (product.ndc !== before?.ndc && ndcs.length > 0 && !ndcCodes(product.ndc).some((code) => ndcs.includes(code)))
    add('/product/ndc', `NDC ${product.ndc} is not of the product of the case, ${ndcs.join(', ')}`);
  if (packs.length === 0 || isOpen) return strange;
  for (const [i, { lot, expiry }] of product.lots.entries()) {
    if (before?.lots.some((one) => one.lot === lot && one.expiry === expiry)) continue;
    const named = packs.filter((pack) => pack.lot === lot);
    if (named.length === 0 && packs.every((pack) => pack.lot !== undefined))
      add(`/product/lots/${i}/lot`, `no pack of the case is of lot ${lot}`);
    const days = named.flatMap(({ exp }) => exp ?? []);
    if (expiry !== undefined && days.length > 0 && !days.some((day) => isDayOf(day, expiry)))
      add(`/product/lots/${i}/expiry`, `packs of lot ${lot} in the case expire ${days[0]} (YYMMDD), not ${expiry}`);
  }
  const known = new Set([...packs.map(({ serial }) => serial), ...(before?.serials ?? [])]);
  const serial = product.serials.findIndex((one) => !known.has(one));
  if (serial !== -1) add(`/product/serials/${serial}`, `no pack of the case has the serial ${product.serials[serial]}`);
  return strange;
}

/** Day 00 stands for the last of the month, and for the month alone where that is how it was printed. */
function isDayOf(exp: string, day: string): boolean {
  const short = day.slice(2).replaceAll('-', '');
  return exp.endsWith('00') ? short.startsWith(exp.slice(0, 4)) : short === exp;
}
