import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { checkDigit } from '../check-digit.ts';
import { readGtin } from '../gtin.ts';
import { type Ndc, type Ndc10Layout, ndc10Layouts, readNdc, writeNdc } from './ndc.ts';

const rule = 'GS1 US, NDC in a GTIN';

/**
 * The GTIN of a drug by its NDC of 10 digits: indicator (0 for the pack, 1 to 8 for cases), 03, the ten digits, check digit. A padded NDC is
 * refused, its ten digits come from `toNdc10`; one of 12 digits has no place in a GTIN.
 */
export function gtinOfNdc(ndc: Ndc, indicator = '0'): string | Refusal {
  if (!/^[0-8]$/.test(indicator))
    return refuse('malformed', `indicator ${indicator} must be 0 to 8`, { at: 'indicator', rule });
  if (!ndc10Layouts.some((layout) => layout === ndc.layout))
    return refuse('unsupported', `NDC ${writeNdc(ndc)} has more than the ten digits that a GTIN holds`, {
      rule,
      remedy: 'give the NDC in its layout of ten digits',
    });
  const body = `${indicator}03${writeNdc(ndc, false)}`;
  return body + checkDigit(body);
}

/** The NDC in a GTIN. The GTIN does not show where its parts end, so the layout must be known, say from the labeler's listing. */
export function ndcOfGtin(gtin: string, layout: Ndc10Layout): Ndc | Refusal {
  const digits = ndcDigitsOfGtin(gtin);
  return isRefusal(digits) ? digits : readNdc(digits, layout);
}

/** The ten digits of the NDC in a GTIN, its layout unknown. */
export function ndcDigitsOfGtin(text: string): string | Refusal {
  const gtin = readGtin(text);
  if (isRefusal(gtin)) return gtin;
  return gtin.startsWith('03', 1)
    ? gtin.slice(3, 13)
    : refuse('unsupported', `GTIN ${gtin} has no NDC inside: 03 does not follow the indicator`, { at: '1', rule });
}
