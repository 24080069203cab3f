import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { valueProblem } from '../application-identifiers.ts';
import type { Element } from '../key-link.ts';
import { quote } from '../quote.ts';
import { type DataField, readAsc06, writeAsc06 } from './asc-06.ts';
import { ntinOfPzn, pznOfNtin } from './ntin.ts';
import { ppnOfPzn, pznOfPpn, readPpn } from './ppn.ts';
import { readPzn } from './pzn.ts';

/** The code on a pack by IFA's rules. `expiry` is YYMMDD, day 00 for the end of the month. */
export interface IfaCode {
  readonly ppn: string;
  readonly lot?: string;
  readonly expiry?: string;
  readonly serial?: string;
  /** A GTIN or NTIN beside the PPN, as on packs for several markets. */
  readonly gtin?: string;
  /** Fields that the rules allow but give no meaning to here, such as `16D`. */
  readonly others?: readonly DataField[];
}

/**
 * Members, their ASC data identifiers, and the application identifiers that have the same rules (IFA coding system §5 and appendix A: lot and
 * serial 1 to 20 characters of set 82). `8P` beside a PPN is taken from the same appendix.
 */
const fields = [
  { member: 'ppn', di: '9N', ai: undefined },
  { member: 'lot', di: '1T', ai: '10' },
  { member: 'expiry', di: 'D', ai: '17' },
  { member: 'serial', di: 'S', ai: '21' },
  { member: 'gtin', di: '8P', ai: '01' },
] as const;

const rule = 'IFA coding system §5';

/** Reads the data of an IFA code in format 06. The PPN is required, its check digits and all values are proved. */
export function readIfaCode(text: string): IfaCode | Refusal {
  const data = readAsc06(text);
  if (isRefusal(data)) return data;
  const dataOf = (di: string) => data.find((field) => field.di === di)?.value;
  const [ppn, lot, expiry, serial, gtin] = fields.map(({ di }) => dataOf(di));
  const others = data.filter(({ di }) => !fields.some((field) => field.di === di));
  const code: IfaCode = {
    ppn: ppn ?? '',
    ...(lot !== undefined && { lot }),
    ...(expiry !== undefined && { expiry }),
    ...(serial !== undefined && { serial }),
    ...(gtin !== undefined && { gtin }),
    ...(others.length > 0 && { others }),
  };
  return problemOf(code) ?? code;
}

/** Writes the data of an IFA code: PPN, lot, expiry, serial, GTIN, then the others. */
export function writeIfaCode(code: IfaCode): string | Refusal {
  const problem = problemOf(code);
  if (problem) return problem;
  const known = fields.flatMap(({ member, di }) => (code[member] === undefined ? [] : [{ di, value: code[member] }]));
  return writeAsc06([...known, ...(code.others ?? [])]);
}

/**
 * The same pack in GS1 elements: its GTIN with the PZN as (710), or where the code gives none, the NTIN of the PZN. Refused when the PPN is not of
 * a German PZN, and when there are other fields, which have no identifier that says just the same.
 */
export function elementsOfIfaCode(code: IfaCode): Element[] | Refusal {
  const problem = problemOf(code);
  if (problem) return problem;
  const pzn = pznOfPpn(code.ppn);
  if (isRefusal(pzn)) return pzn;
  const ntin = ntinOfPzn(pzn);
  if (isRefusal(ntin)) return ntin;
  const { serial, lot, expiry, gtin = ntin, others = [] } = code;
  const [other] = others;
  if (other)
    return refuse('unsupported', `${quote(other.di)} has no application identifier`, {
      at: other.di,
      rule,
      remedy: `take ${quote(other.di)} out of the others`,
    });
  return [
    { ai: '01', value: gtin },
    ...(serial === undefined ? [] : [{ ai: '21', value: serial }]),
    ...(expiry === undefined ? [] : [{ ai: '17', value: expiry }]),
    ...(lot === undefined ? [] : [{ ai: '10', value: lot }]),
    ...(gtin === ntin ? [] : [{ ai: '710', value: pzn }]),
  ];
}

/**
 * The IFA code of a pack with an NTIN, or with any GTIN and its PZN as (710); refused for other GTINs. Elements without data identifier are left
 * out.
 */
export function ifaCodeOfElements(elements: readonly Element[]): IfaCode | Refusal {
  const dataOf = (ai: string) => elements.find((element) => element.ai === ai)?.value;
  const [gtin = '', nhrn] = [dataOf('01'), dataOf('710')];
  const pzn = nhrn === undefined ? pznOfNtin(gtin) : readPzn(nhrn);
  const ppn = isRefusal(pzn) ? pzn : ppnOfPzn(pzn);
  if (isRefusal(ppn)) return ppn;
  const [lot, expiry, serial] = [dataOf('10'), dataOf('17'), dataOf('21')];
  const beside = nhrn !== undefined && gtin !== ntinOfPzn(nhrn);
  const code = {
    ppn,
    ...(beside && { gtin }),
    ...(lot && { lot }),
    ...(expiry && { expiry }),
    ...(serial && { serial }),
  };
  return problemOf(code) ?? code;
}

function problemOf(code: IfaCode): Refusal | undefined {
  const ppn = readPpn(code.ppn);
  if (isRefusal(ppn)) return code.ppn === '' ? refuse('malformed', '9N, the PPN, is missing', { at: '9N', rule }) : ppn;
  for (const { member, di, ai } of fields) {
    const value = code[member];
    const problem = ai !== undefined && value !== undefined ? valueProblem(ai, value) : undefined;
    if (problem) return refuse('malformed', `${di} ${quote(value ?? '')} ${problem.detail}`, { at: di, rule });
  }
  return undefined;
}
