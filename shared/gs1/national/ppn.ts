import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { quote } from '../quote.ts';
import { readPzn } from './pzn.ts';

/** A Pharmacy Product Number (IFA): who registers the product, its number there. */
export interface Ppn {
  /** Product Registration Agency Code, two characters; `11` is the German PZN. */
  readonly agency: string;
  readonly number: string;
}

/** The agency code of the German PZN. */
const PZN = '11';

const rule = 'IFA PPN';

/**
 * Reads a PPN: agency code, national number of 1 to 18 digits and capitals, two check digits; 12 characters for a PZN, whose own check digit
 * is proved too.
 */
export function readPpn(text: string): Ppn | Refusal {
  const [, agency, number, check] = /^([0-9A-Z]{2})([0-9A-Z]{1,18})(\d\d)$/.exec(text) ?? [];
  if (agency === undefined || number === undefined)
    return refuse('malformed', `PPN must have 5 to 22 digits and capitals, not ${quote(text)}`, { at: '0', rule });
  const right = ppnCheckDigits(agency + number);
  if (check !== right)
    return refuse('malformed', `PPN ${text} has check digits ${check}, its characters give ${right}`, {
      at: String(text.length - 2),
      rule: 'IFA PPN modulo 97',
    });
  return pznProblem({ agency, number }) ?? { agency, number };
}

/** Writes a PPN with its check digits. */
export function writePpn({ agency, number }: Ppn): string | Refusal {
  const ppn = agency + number + ppnCheckDigits(agency + number);
  const read = readPpn(ppn);
  if (isRefusal(read)) return read;
  return read.agency === agency
    ? ppn
    : refuse('malformed', `agency code ${quote(agency)} must have 2 characters`, { rule });
}

/** The PPN of a German PZN. */
export function ppnOfPzn(pzn: string): string | Refusal {
  const number = readPzn(pzn);
  return isRefusal(number) ? number : writePpn({ agency: PZN, number });
}

/** The German PZN in a PPN; refused for numbers of other agencies. */
export function pznOfPpn(ppn: string): string | Refusal {
  const read = readPpn(ppn);
  if (isRefusal(read)) return read;
  return read.agency === PZN
    ? read.number
    : refuse('unsupported', `PPN ${ppn} is of agency ${read.agency}, not of the German PZN`, { at: '0', rule });
}

/**
 * The check digits of agency code and number together: character codes with weights 2, 3, 4 … from the left, sum modulo 97
 * (assumed from IFA's published examples: 11 03752864 gives 14, 11 12345678 gives 42).
 */
export function ppnCheckDigits(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += (at + 2) * text.charCodeAt(at);
  return String(sum % 97).padStart(2, '0');
}

function pznProblem({ agency, number }: Ppn): Refusal | undefined {
  if (agency !== PZN) return undefined;
  if (number.length !== 8)
    return refuse('malformed', `PZN in a PPN must have 8 digits, not ${number}`, { at: '2', rule });
  const pzn = readPzn(number);
  return isRefusal(pzn) ? { ...pzn, at: '2' } : undefined;
}
