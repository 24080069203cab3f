import { type Refusal, refuse } from '../../refusal.ts';
import { type Tails, tailName } from '../regime.ts';
import type { ReportedCode } from '../reported.ts';

/** FNC1 where it stands between elements (GS1 General Specifications §7.8.5). */
const GS = '\u001d';
/** As they follow one another on packs. */
const printed = ['91', '92'];

/** A pack's code as the station gave it, with its tail; `undefined` when that is not known. */
export function wholeCode(gtin: string, serial: string, tails: Tails = new Map()): string | undefined {
  const tail = tails.get(tailName(gtin, serial));
  if (tail === undefined) return undefined;
  const elements = printed.filter((ai) => tail[ai] !== undefined).map((ai) => `${GS}${ai}${tail[ai]}`);
  return `01${gtin}21${serial}${elements.join('')}`;
}

/** What is in a package, as reports of aggregation name it: packs by whole codes, packages by their SSCC. */
export const codeInside = ({ gtin, serial, sscc }: ReportedCode, tails: Tails = new Map()): string | undefined =>
  sscc ?? wholeCode(gtin, serial, tails);

/** Crypto parts have 44 or 88 characters of base64, wherever a sentence has them: apart from their code, too. */
const cryptoPart = /(\(?9[12]\)? ?)?[\w+/]{40,}={0,2}/g;

/** A text of the station without the tails that it may quote: whoever sees a list of reports is shown none. */
export const withoutTails = (text: string): string =>
  text.replace(/(\(?01\)?\d{14}\(?21\)?[!-Z_a-z]{13})[^\s,;]*/g, '$1').replace(cryptoPart, '…');

/** Why a pack cannot be reported. @param at its place */
export const tailUnknown = (gtin: string, serial: string, at: string, rule: string): Refusal =>
  refuse('conflict', `the tail of the code of ${gtin} ${serial} is not known here`, {
    at,
    rule: `${rule}: codes are reported whole, as the station gave them`,
    remedy:
      'import the list that the code came in with its columns 91 and 92 (docs/pools.md), then resend; of codes that another company ordered, have it report them, then cancel this report',
  });
