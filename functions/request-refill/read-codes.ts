import type { ListedCode } from '#common/store/listed-codes.ts';
import { readElementString } from '#shared/gs1/element-string.ts';
import { readRussianCode } from '#shared/gs1/national/russia-code.ts';
import { isRefusal } from '#shared/refusal.ts';
import { IssuerFault } from './issuer.ts';

/**
 * Codes as an order station gives them, as element strings: (01), (21) of 13, (91) key, (92) crypto code.
 *
 * @param gtin the product that they were ordered for
 * @throws IssuerFault at the first that is none; it names the place, not the code, which is worth money
 */
export const readCodes = (codes: readonly string[], gtin: string): ListedCode[] =>
  codes.map((code, place) => {
    const elements = readElementString(code);
    const read = isRefusal(elements) ? elements : readRussianCode(elements);
    if (isRefusal(read))
      throw new IssuerFault(`code ${place} of a block is not one of the labelling system: ${read.at ?? ''}`);
    if (read.gtin !== gtin) throw new IssuerFault(`code ${place} of a block is of ${read.gtin}, not ${gtin}`);
    return { code: read.serial, extra: { '91': read.keyId, '92': read.crypto } };
  });
