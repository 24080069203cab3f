import { HubProblem } from './problem.ts';

/** What a pack, a container, a lot or a place is called here: `<GTIN>.<serial>`, an SSCC, `<GTIN>/<lot>`, a GLN. */
export type Code = string;

const digitOf = (digits: string): string => {
  let sum = 0;
  for (const [place, digit] of [...digits].reverse().entries()) sum += Number(digit) * (place % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
};
const closed = (digits: string) => `${digits}${digitOf(digits)}`;
/** Indicator or extension digit stands first in the key, and behind the prefix in the URN. */
const keyOf = (prefix: string, reference: string) => closed(`${reference[0]}${prefix}${reference.slice(1)}`);

const schemes: readonly (readonly [form: RegExp, read: (match: readonly string[]) => Code])[] = [
  [/^urn:epc:id:sgtin:(\d+)\.(\d+)\.(.+)$/, ([, p = '', r = '', serial = '']) => `${keyOf(p, r)}.${decoded(serial)}`],
  [/^urn:epc:id:sscc:(\d+)\.(\d+)$/, ([, p = '', r = '']) => keyOf(p, r)],
  [/^urn:epc:class:lgtin:(\d+)\.(\d+)\.(.+)$/, ([, p = '', r = '', lot = '']) => `${keyOf(p, r)}/${decoded(lot)}`],
  [/^urn:epc:id:sgln:(\d+)\.(\d*)\.[^.]+$/, ([, p = '', r = '']) => closed(`${p}${r}`)],
  [/^https:\/\/id\.gs1\.org\/01\/(\d{14})\/21\/([^/]+)$/, ([, gtin = '', serial = '']) => `${gtin}.${decoded(serial)}`],
  [/^https:\/\/id\.gs1\.org\/01\/(\d{14})\/10\/([^/]+)$/, ([, gtin = '', lot = '']) => `${gtin}/${decoded(lot)}`],
  [/^https:\/\/id\.gs1\.org\/00\/(\d{18})$/, ([, sscc = '']) => sscc],
  [/^https:\/\/id\.gs1\.org\/414\/(\d{13})$/, ([, gln = '']) => gln],
];

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** @throws HubProblem `SCHEMA` for what names nothing that the hub keeps, or with a wrong check digit */
export function readCode(epc: string): Code {
  for (const [form, read] of schemes) {
    const match = form.exec(epc);
    if (match === null) continue;
    const code = read(match);
    const key = code.split(/[./]/)[0] ?? '';
    if ([13, 14, 18].includes(key.length) && closed(key.slice(0, -1)) === key) return code;
  }
  throw new HubProblem('SCHEMA', 'names no pack, container, lot or place', epc);
}

/** Of a pack, a case or a lot; undefined for an SSCC. */
export const gtinOf = (code: Code): string | undefined => /^(\d{14})[./]/.exec(code)?.[1];
