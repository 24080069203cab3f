import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { valueProblem } from '../application-identifiers.ts';
import { readGtin } from '../gtin.ts';
import type { Element } from '../key-link.ts';
import { quote } from '../quote.ts';
import { readSscc } from '../sscc.ts';

/** What documents say of a pack: GTIN of 14 digits and serial of 13 letters and digits. */
export interface RussianSgtin {
  readonly gtin: string;
  readonly serial: string;
}

/** The code on a pack: with key id (91) and cryptographic code (92), which only the operator can prove. */
export interface RussianCode extends RussianSgtin {
  readonly keyId: string;
  /** 44 characters, 88 on codes issued before the tail was shortened. */
  readonly crypto: string;
  /** Elements that no rule asks for, such as lot and expiry. */
  readonly others?: readonly Element[];
}

/** In the order of print. */
const printed = ['01', '21', '91', '92'];

const rule = 'MDLP XSD 1.38 base types';

/**
 * Reads the elements of a Russian pack code, in any order: (01), (21) of 13, (91) of 4, (92) of 44 or 88 characters. Whatever else the symbol holds
 * is returned as `others`.
 */
export function readRussianCode(elements: readonly Element[]): RussianCode | Refusal {
  const dataOf = (ai: string) => elements.find((element) => element.ai === ai)?.value ?? '';
  const sgtin = sgtinOf(dataOf('01'), dataOf('21'));
  if (isRefusal(sgtin)) return sgtin;
  const others = elements.filter(({ ai }) => !printed.includes(ai));
  const code = { ...sgtin, keyId: dataOf('91'), crypto: dataOf('92'), ...(others.length > 0 && { others }) };
  return tailProblem(code) ?? code;
}

/** The elements of a Russian pack code in the order in which they are printed, others last. */
export function elementsOfRussianCode(code: RussianCode): Element[] | Refusal {
  const sgtin = sgtinOf(code.gtin, code.serial);
  const problem = isRefusal(sgtin) ? sgtin : tailProblem(code);
  if (problem) return problem;
  const values = [code.gtin, code.serial, code.keyId, code.crypto];
  return [...printed.map((ai, at) => ({ ai, value: values[at] ?? '' })), ...(code.others ?? [])];
}

/** Reads the SGTIN of a document: 27 characters, never with a cryptographic tail. */
export function readRussianSgtin(text: string): RussianSgtin | Refusal {
  if (text.length !== 27)
    return refuse('malformed', `an SGTIN of a document has 27 characters, ${quote(text)} has ${text.length}`, {
      at: String(Math.min(text.length, 27)),
      rule,
      remedy: 'give GTIN and serial together, without (91) and (92)',
    });
  return sgtinOf(text.slice(0, 14), text.slice(14));
}

/** Writes the SGTIN of a document. */
export function writeRussianSgtin({ gtin, serial }: RussianSgtin): string | Refusal {
  const sgtin = sgtinOf(gtin, serial);
  return isRefusal(sgtin) ? sgtin : sgtin.gtin + sgtin.serial;
}

/** What a document names: a pack by 27 characters, or a group package by the 18 digits of its SSCC. */
export function readRussianKey(text: string): RussianSgtin | { readonly sscc: string } | Refusal {
  if (text.length !== 18) return readRussianSgtin(text);
  const sscc = readSscc(text);
  return isRefusal(sscc) ? sscc : { sscc };
}

function sgtinOf(gtin: string, serial: string): RussianSgtin | Refusal {
  if (gtin.length !== 14) return refuse('malformed', `GTIN ${quote(gtin)} must have 14 digits`, { at: '01', rule });
  const read = readGtin(gtin);
  if (isRefusal(read)) return { ...read, at: '01' };
  if (!/^[a-zA-Z0-9]{13}$/.test(serial))
    return refuse('malformed', `serial ${quote(serial)} must have 13 letters and digits`, { at: '21', rule });
  return { gtin, serial };
}

function tailProblem({ keyId, crypto }: RussianCode): Refusal | undefined {
  if (keyId.length !== 4 || valueProblem('91', keyId))
    return refuse('malformed', `key id ${quote(keyId)} must have 4 characters of set 82`, { at: '91', rule });
  if (![44, 88].includes(crypto.length) || valueProblem('92', crypto))
    return refuse('malformed', `cryptographic code of ${crypto.length} characters must have 44 or 88 of set 82`, {
      at: '92',
      rule,
    });
  return undefined;
}
