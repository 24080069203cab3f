import fc from 'fast-check';
import { type EpcScheme, epcSchemes } from '#shared/gs1/epc-schemes.ts';

/** A legal EPC URN, spelled exactly, and what it was made from. */
export interface MadeUrn {
  readonly scheme: EpcScheme;
  readonly urn: string;
  readonly companyPrefix: string;
  readonly reference: string;
  readonly serial: string | undefined;
}

/** Character sets 82 and 39 as the General Specifications print them (figures 7.11-1 and 7.11-2), written out so that nothing is taken on trust. */
const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const set39 = '#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Characters that a URN escapes come often, so that every text has its chance of one. */
const textOf = (set: string, most: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...set), fc.constantFrom(...[...set].filter((one) => '"#%&/<>?.'.includes(one)))), {
      minLength: 1,
      maxLength: most,
    })
    .map((characters) => characters.join(''));

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

const escapes: Record<string, string> = {
  '"': '%22',
  '#': '%23',
  '%': '%25',
  '&': '%26',
  '/': '%2F',
  '<': '%3C',
  '>': '%3E',
  '?': '%3F',
};

const escaped = (text: string) => [...text].map((one) => escapes[one] ?? one).join('');

function reference({ digits: total, text }: EpcScheme, prefixLength: number): fc.Arbitrary<string> {
  if (text) return textOf(text === 'X' ? set82 : set39, 30 - prefixLength);
  return digits(total - prefixLength);
}

function serialOf({ serial }: EpcScheme): fc.Arbitrary<string | undefined> {
  if (serial === undefined) return fc.constant(undefined);
  if (serial.set === 'X') return textOf(set82, serial.most);
  return serial.number
    ? fc.stringMatching(new RegExp(`^[1-9]\\d{0,${serial.most - 1}}$`))
    : fc.stringMatching(new RegExp(`^\\d{1,${serial.most}}$`));
}

/** Piece and total of an ITIP, the piece within the total. */
const pieces = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)].map((one) => String(one).padStart(2, '0')));

/** A legal URN of one scheme, company prefixes of 6 to 12 digits alike; a GTIN is no GTIN-8, which has no company prefix. */
export function madeUrn(scheme: EpcScheme): fc.Arbitrary<MadeUrn> {
  return fc
    .integer({ min: 6, max: 12 })
    .chain((length) => fc.tuple(digits(length), reference(scheme, length), pieces, serialOf(scheme)))
    .filter(([prefix]) => !prefix.startsWith('00000'))
    .map(([companyPrefix, ref, inside, serial]) => ({
      scheme,
      companyPrefix,
      reference: ref,
      serial,
      urn: `urn:epc:${scheme.space}:${scheme.scheme}:${[
        companyPrefix,
        escaped(ref),
        ...(scheme.pieces ? inside : []),
        ...(serial === undefined ? [] : [escaped(serial)]),
      ].join('.')}`,
    }));
}

/** A legal URN of any scheme. */
export const anyUrn: fc.Arbitrary<MadeUrn> = fc.constantFrom(...epcSchemes).chain(madeUrn);

/** A text one small step away: a character taken out, put in, or changed. */
export const nearMiss = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length), fc.constantFrom('cut', 'put', 'change'), fc.constantFrom(...`${set82}#% ~é\n`))
    .map(([at, step, character]) => {
      if (step === 'put') return text.slice(0, at) + character + text.slice(at);
      return text.slice(0, at) + (step === 'change' ? character : '') + text.slice(at + 1);
    });
