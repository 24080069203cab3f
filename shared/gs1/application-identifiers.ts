import { type IdentifierRow, identifierTable } from './application-identifier-table.ts';
import { type ElementFormat, formatProblem, readFormat, ruleProblem } from './element-format.ts';
import type { ElementProblem } from './element-problem.ts';

/** An application identifier and what its data looks like. */
export interface ApplicationIdentifier {
  readonly ai: string;
  /** Data title; empty for the two coupon codes, which have none. */
  readonly title: string;
  readonly format: ElementFormat;
  /** True when a separator must follow unless the element is the last. */
  readonly needsSeparator: boolean;
  /** How many of the last digits are decimal places; undefined for data that is no measure or amount. */
  readonly decimals: number | undefined;
  /** Mandatory associations: alternatives of identifiers that must stand on the same item, each all together; none when there is no such rule. */
  readonly requires: readonly (readonly string[])[];
  /** Invalid pairs: identifiers and patterns (`310n`, `31nn`) that must not stand on the same item. */
  readonly excludes: readonly string[];
}

/** First two digits of the identifiers whose data ends by its length, without FNC1. Closed list (GS1 General Specifications §7.8.5). */
const predefined = new Set('00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41'.split(' '));

/** Every application identifier, in the order of the General Specifications. */
export const applicationIdentifiers: readonly ApplicationIdentifier[] = identifierTable.flatMap(rowIdentifiers);

// The first two digits tell how long an identifier is, so that one look at the table is enough.
interface Family {
  readonly length: number;
  readonly members: (ApplicationIdentifier | undefined)[];
}
const families: (Family | undefined)[] = new Array<undefined>(100).fill(undefined);
for (const known of applicationIdentifiers) {
  const start = Number(known.ai.slice(0, 2));
  const size = 10 ** (known.ai.length - 2);
  families[start] ??= { length: known.ai.length, members: new Array<undefined>(size).fill(undefined) };
  families[start].members[Number(`0${known.ai.slice(2)}`)] = known;
}

/** The identifier a text has at an offset; undefined when none of the table begins there. No identifier is the beginning of another. */
export function identifierAt(text: string, offset: number): ApplicationIdentifier | undefined {
  const [first, second] = [digitAt(text, offset), digitAt(text, offset + 1)];
  if (first < 0 || second < 0) return undefined;
  const family = families[first * 10 + second];
  if (family === undefined) return undefined;
  let place = 0;
  for (let at = 2; at < family.length; at++) {
    const digit = digitAt(text, offset + at);
    if (digit < 0) return undefined;
    place = place * 10 + digit;
  }
  return family.members[place];
}

/** The identifier with exactly these digits. */
export function identifierOf(ai: string): ApplicationIdentifier | undefined {
  const known = identifierAt(ai, 0);
  return known?.ai.length === ai.length ? known : undefined;
}

/** What is wrong with a value of an identifier by its format alone: lengths and characters, not check digits or dates. */
export function shapeProblem(ai: string, value: string): ElementProblem | undefined {
  const known = identifierOf(ai);
  return known ? formatProblem(known.format, value) : unknownIdentifier(ai);
}

/** What is wrong with a value of an identifier by all its rules; undefined when nothing is. */
export function valueProblem(ai: string, value: string): ElementProblem | undefined {
  const known = identifierOf(ai);
  return known ? dataProblem(known, value) : unknownIdentifier(ai);
}

/** What is wrong with a value of a known identifier; undefined when nothing is. */
export function dataProblem({ format }: ApplicationIdentifier, value: string): ElementProblem | undefined {
  return formatProblem(format, value) ?? ruleProblem(format, value);
}

/** Why no value of an identifier outside the table is right. */
export const unknownIdentifier = (ai: string): ElementProblem => ({
  offset: 0,
  detail: `(${ai}) is not a known application identifier`,
  rule: 'GS1 GS §3.2',
});

/** The digit at an offset, negative when there is none. */
function digitAt(text: string, offset: number): number {
  const digit = text.charCodeAt(offset) - 48;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

function rowIdentifiers([name, title, notation, requires = '', excludes = '']: IdentifierRow): ApplicationIdentifier[] {
  const [first = '', last = first] = name.split('-');
  const format = readFormat(notation);
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => {
    const ai = String(Number(first) + index).padStart(first.length, '0');
    return {
      ai,
      title: name === ai ? title : title.replace(/\d+$/, (number) => String(Number(number) + index)),
      format,
      needsSeparator: !predefined.has(ai.slice(0, 2)),
      decimals: decimalsOf(ai),
      requires: words(requires).map((group) => group.split('+')),
      excludes: words(excludes),
    };
  });
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** The last digit of 31nn to 36nn and 39nn counts decimal places; temperatures are in hundredths of degrees. */
function decimalsOf(ai: string): number | undefined {
  if (ai.length !== 4) return undefined;
  if (/^3[1-69]/.test(ai)) return Number(ai.charAt(3));
  return /^433[0-3]$/.test(ai) ? 2 : undefined;
}
