import { type Refusal, refuse } from '../../refusal.ts';
import { quote } from '../quote.ts';

/** A Chinese drug traceability code of the platform, taken apart. */
export interface ChinaCode {
  /** Identity of product and package level, allotted by the platform: 7 digits. */
  readonly product: string;
  /** 9 digits. */
  readonly serial: string;
  /** Check or encryption digits, which only the platform can prove: 4 digits. */
  readonly check: string;
  /** Specially controlled drugs have codes that begin with 89 (assumed from clients of the platform). */
  readonly speciallyControlled: boolean;
}

/** Reads a platform code: 20 digits that begin with 8; hospital software passes over anything else. */
export function readChinaCode(text: string): ChinaCode | Refusal {
  if (!/^8\d{19}$/.test(text))
    return refuse('malformed', `a platform code has 20 digits and begins with 8, ${quote(text)} does not`, {
      at: String(/^\d{20}$/.test(text) ? 0 : text.length),
      rule: 'NMPAB/T 1002-2019',
      remedy: 'scan the 20-digit code; GS1 codes are read as element strings',
    });
  return {
    product: text.slice(0, 7),
    serial: text.slice(7, 16),
    check: text.slice(16),
    speciallyControlled: text.startsWith('89'),
  };
}

/** Writes the 20 digits of a platform code. */
export function writeChinaCode({ product, serial, check }: Omit<ChinaCode, 'speciallyControlled'>): string | Refusal {
  const text = product + serial + check;
  const fits = product.length === 7 && serial.length === 9 && check.length === 4;
  const read = fits ? readChinaCode(text) : undefined;
  if (read === undefined)
    return refuse('malformed', 'a platform code has parts of 7, 9 and 4 digits', { rule: 'NMPAB/T 1002-2019' });
  return 'product' in read ? text : read;
}
