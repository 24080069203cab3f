import { readIfaCode } from '../../../gs1/national/ifa-code.ts';
import { readCodeText } from '../../../gs1/read-code-text.ts';
import { isRefusal, type Refusal, refuse } from '../../../refusal.ts';
import type { PackProduct } from './request.ts';

export interface ScannedPack {
  readonly product: PackProduct;
  readonly serial: string;
}

/** National numbers: AI 710 to 717 (GS1 General Specifications §3.8.19). */
const isNational = (ai: string) => /^71[0-7]$/.test(ai);

/**
 * The pack of a code: a GS1 element string with (01), (21), (17) and (10), the same with identifiers in brackets, a Digital Link with (17) in its query, or an
 * IFA code in format 06 with a PPN.
 */
export function packOfCode(text: string): ScannedPack | Refusal {
  return text.startsWith('[)>') ? ofIfaCode(text) : ofElements(text);
}

function ofElements(text: string): ScannedPack | Refusal {
  const elements = readCodeText(text);
  if (isRefusal(elements)) return { ...elements, at: '/code' };
  const dataOf = (ai: string) => elements.find((one) => one.ai === ai)?.value;
  const nhrn = elements.find(({ ai }) => isNational(ai))?.value;
  return scanned('GTIN', [dataOf('01'), dataOf('21'), dataOf('17'), dataOf('10')], nhrn);
}

function ofIfaCode(text: string): ScannedPack | Refusal {
  const code = readIfaCode(text);
  if (isRefusal(code)) return { ...code, at: '/code' };
  return scanned('PPN', [code.ppn, code.serial, code.expiry, code.lot]);
}

const names = ['product code', 'serial', 'expiry', 'batch'];

function scanned(scheme: 'GTIN' | 'PPN', parts: readonly (string | undefined)[], nhrn?: string): ScannedPack | Refusal {
  const missing = names.filter((_, i) => parts[i] === undefined);
  const [code = '', serial = '', expiry = '', id = ''] = parts;
  if (missing.length > 0)
    return refuse('malformed', `the code has no ${missing.join(', no ')}`, {
      at: '/code',
      rule: 'Delegated Regulation (EU) 2016/161, Article 4',
      remedy:
        'have the scanner send the separator (FNC1 as group separator, character 29): without it elements run into one another',
    });
  return { product: { scheme, code, ...(nhrn && { nhrn }), batch: { id, expiry } }, serial };
}
