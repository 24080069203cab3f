import { type Refusal, refuse } from '../refusal.ts';
import { identifierOf, valueProblem } from './application-identifiers.ts';
import { daysIn, numberAt } from './date-rules.ts';
import { elementRefusal } from './element-refusal.ts';
import type { Element } from './key-link.ts';

/** A measure or an amount, digit for digit as the code carries it. */
export interface ElementDecimal {
  /** The digits of the value, leading zeros included. */
  readonly digits: string;
  /** How many of them are behind the decimal point. */
  readonly places: number;
  /** The number as text: no leading zeros but one before the point, all decimal places, a minus sign where the code has one. */
  readonly text: string;
  /** ISO 4217 numeric, where the identifier carries a currency. */
  readonly currency?: string;
}

/** A date in ISO 8601, as exact as the code: `2028-03` (no day), `2028-03-31`, `2028-03-31T12:00`; hours alone are `T12`. */
export interface ElementDate {
  readonly iso: string;
  /** The last day of a range (7007). */
  readonly until?: string;
}

/** Reads the number of 31nn to 36nn, 39nn and the temperatures 4330 to 4333. Nothing is rounded. */
export function elementDecimal({ ai, value }: Element): ElementDecimal | Refusal {
  const places = identifierOf(ai)?.decimals;
  if (places === undefined)
    return refuse('malformed', `(${ai}) is no number with decimal places`, { rule: 'GS1 GS §3.6' });
  const problem = valueProblem(ai, value);
  if (problem) return elementRefusal(ai, value, problem, problem.offset, 'GS1 GS §3.6');
  const currency = /^39[13]/.test(ai) ? value.slice(0, 3) : undefined;
  const minus = value.endsWith('-') ? '-' : '';
  const digits = value.slice(currency?.length ?? 0, value.length - minus.length);
  const padded = digits.padStart(places + 1, '0');
  const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '');
  const text = minus + whole + (places > 0 ? `.${padded.slice(padded.length - places)}` : '');
  return { digits, places, text, ...(currency && { currency }) };
}

/** Identifiers that hold a date, by how it is written. */
const dates = new Map<string, 'short' | 'long' | 'range'>([
  ...['11', '12', '13', '15', '16', '17', '4324', '4325', '4326', '7003', '7006', '7011', '8008'].map(
    (ai) => [ai, 'short'] as const,
  ),
  ['7007', 'range'],
  ['7250', 'long'],
  ['7251', 'long'],
]);

/**
 * Reads a date. Two-digit years are those from 49 years before the reference year to 50 after it (GS1 General Specifications §7.12);
 * the reference year is the one the code is read in. 29 February is refused where the year found has none.
 */
export function elementDate({ ai, value }: Element, referenceYear: number): ElementDate | Refusal {
  const kind = dates.get(ai);
  if (kind === undefined) return refuse('malformed', `(${ai}) is no date`, { rule: 'GS1 GS §3.2' });
  const problem = valueProblem(ai, value);
  if (problem) return elementRefusal(ai, value, problem, problem.offset, 'GS1 GS §7.12');
  if (kind === 'long') return { iso: `${value.slice(0, 4)}-${monthAndDay(value, 4)}${clock(value.slice(8))}` };
  const problemOfYear =
    missingDay(ai, value, 0, referenceYear) ?? (kind === 'range' ? missingDay(ai, value, 6, referenceYear) : undefined);
  if (problemOfYear) return problemOfYear;
  const iso = shortDate(value, 0, referenceYear);
  // ISO 8601 has no time of a month: where the code leaves the day open, what it says of the time is left out.
  if (kind === 'short') return { iso: iso.length === 7 ? iso : iso + clock(value.slice(6)) };
  return value.length > 6 ? { iso, until: shortDate(value, 6, referenceYear) } : { iso };
}

/** The year meant by its last two digits, seen from a reference year (GS1 General Specifications §7.12). */
export function fullYear(lastTwo: number, referenceYear: number): number {
  const away = lastTwo - (referenceYear % 100);
  const century = referenceYear - (referenceYear % 100) + (away >= 51 ? -100 : away <= -50 ? 100 : 0);
  return century + lastTwo;
}

/**
 * The day a date without day ends on: an expiry of 2028-02 is 2028-02-29 (GS1 General Specifications §3.4). Other dates are answered
 * as they are, without their time.
 */
export function lastDay({ iso }: ElementDate): string {
  const [year = '', month = '', day] = iso.slice(0, 10).split('-');
  return day === undefined ? `${iso}-${daysIn(Number(year), Number(month))}` : iso.slice(0, 10);
}

/** Two digits of a year cannot tell that 2100 has no 29 February. */
function missingDay(ai: string, value: string, from: number, referenceYear: number): Refusal | undefined {
  if (value.slice(from + 2, from + 6) !== '0229') return undefined;
  const year = fullYear(numberAt(value, from, from + 2), referenceYear);
  return daysIn(year, 2) === 29
    ? undefined
    : elementRefusal(
        ai,
        value,
        { offset: from + 4, detail: `means ${year}, whose February has no day 29` },
        from + 4,
        'GS1 GS §7.12',
      );
}

const shortDate = (value: string, from: number, referenceYear: number) =>
  `${String(fullYear(numberAt(value, from, from + 2), referenceYear)).padStart(4, '0')}-${monthAndDay(value, from + 2)}`;

function monthAndDay(value: string, from: number): string {
  const [month, day] = [value.slice(from, from + 2), value.slice(from + 2, from + 4)];
  return day === '00' ? month : `${month}-${day}`;
}

const clock = (digits: string) => (digits === '' ? '' : `T${digits.match(/../g)?.join(':')}`);
