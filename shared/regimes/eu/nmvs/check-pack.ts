import { valueProblem } from '../../../gs1/application-identifiers.ts';
import { readGtin } from '../../../gs1/gtin.ts';
import { readPpn } from '../../../gs1/national/ppn.ts';
import { isRefusal, type Refusal, refuse } from '../../../refusal.ts';
import { keyboardRemedy } from './keyboards.ts';
import type { PackProduct } from './request.ts';

const rule = 'Delegated Regulation (EU) 2016/161, Article 4';

/**
 * Refuses what an NMVS would answer with a schema fault or a false alert: a product code that is neither GTIN nor PPN, a batch of more than
 * 20 characters, an expiry that is no date (day 00 is one), a serial that is not 1 to 20 letters and digits.
 *
 * @param isOne the request names one serial, and has no list of them
 */
export const checkPack = (product: PackProduct, serials: readonly string[], isOne = false): Refusal | undefined =>
  checkProduct(product) ?? checkSerials(serials, isOne);

/** The scheme of a product code, by its length. */
export const schemeOf = (code: string): 'GTIN' | 'PPN' => (code.length === 12 ? 'PPN' : 'GTIN');

function checkProduct({ scheme, code, batch }: PackProduct): Refusal | undefined {
  const read = scheme === 'PPN' ? readPpn(code) : code.length === 14 ? readGtin(code) : undefined;
  if (read === undefined || isRefusal(read)) {
    const detail =
      /^\d{14}$/.test(code) && read ? read.detail : `${code} is neither a GTIN of 14 digits nor a PPN of 12`;
    return refuse('malformed', detail, {
      at: '/product',
      rule,
      remedy: 'send it as it stands in the code of the pack',
    });
  }
  const wrongBatch = valueProblem('10', batch.id);
  if (wrongBatch !== undefined)
    return refuse('malformed', `batch ${batch.id} ${wrongBatch.detail}`, { at: '/batch', rule });
  const wrongExpiry = valueProblem('17', batch.expiry);
  if (wrongExpiry === undefined) return undefined;
  return refuse('malformed', `expiry ${batch.expiry} ${wrongExpiry.detail}`, {
    at: '/expiry',
    rule,
    remedy: 'give it as YYMMDD, as it stands in the code',
  });
}

function checkSerials(serials: readonly string[], isOne: boolean): Refusal | undefined {
  const seen = new Set<string>();
  for (const [index, serial] of serials.entries()) {
    const at = isOne ? '/serial' : `/serials/${index}`;
    if (!/^[A-Za-z0-9]{1,20}$/.test(serial))
      return refuse('malformed', `serial ${serial} is not 1 to 20 letters and digits`, {
        at,
        rule,
        remedy: keyboardRemedy,
      });
    if (seen.has(serial)) return refuse('malformed', `serial ${serial} stands twice`, { at, remedy: 'send it once' });
    seen.add(serial);
  }
  return undefined;
}
