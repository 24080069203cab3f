import { date, numberAt } from './date-rules.ts';
import type { ElementProblem, ValueRule } from './element-problem.ts';

/** A field of a coupon code: so many digits, one digit out of a choice, or a length indicator and the digits it announces. */
type Field =
  | { readonly name: string; readonly digits: number; readonly date?: true }
  | { readonly name: string; readonly oneOf: string }
  | { readonly name: string; readonly lengths: string; readonly beyond: number };

const requirement = (place: string): readonly Field[] => [
  { name: `${place} purchase requirement`, lengths: '12345', beyond: 0 },
  { name: `${place} purchase requirement code`, oneOf: '012349' },
  { name: `${place} purchase family code`, digits: 3 },
];
const purchasePrefix = (place: string): Field => ({
  name: `${place} purchase company prefix`,
  lengths: '01234569',
  beyond: 6,
});

const couponStart: readonly Field[] = [
  { name: 'company prefix', lengths: '0123456', beyond: 6 },
  { name: 'offer code', digits: 6 },
  { name: 'save value', lengths: '12345', beyond: 0 },
  ...requirement('first'),
];

/** Fields that may follow, by the digit that announces them; in ascending order, each at most once. */
const couponMore: Readonly<Record<string, readonly Field[]>> = {
  '1': [{ name: 'additional purchase rules code', oneOf: '0123' }, ...requirement('second'), purchasePrefix('second')],
  '2': [...requirement('third'), purchasePrefix('third')],
  '3': [{ name: 'expiration date', digits: 6, date: true }],
  '4': [{ name: 'start date', digits: 6, date: true }],
  '5': [{ name: 'serial number', lengths: '0123456789', beyond: 6 }],
  '6': [{ name: 'retailer', lengths: '1234567', beyond: 6 }],
  '9': [
    { name: 'save value code', oneOf: '01256' },
    { name: 'save value applies to', oneOf: '012' },
    { name: 'store coupon flag', digits: 1 },
    { name: 'do not multiply flag', oneOf: '01' },
  ],
};

const positiveOffer: readonly Field[] = [
  { name: 'format code', oneOf: '01' },
  { name: 'funder', lengths: '0123456', beyond: 6 },
  { name: 'offer code', digits: 6 },
  { name: 'serial number', lengths: '0123456789', beyond: 6 },
];

const rule = 'GS1 North American Coupon Application Guideline';

/** Coupon code of North America, AI (8110). */
export const couponRule: ValueRule = (value) => {
  let at = fieldsEnd(value, 0, couponStart);
  let last = '0';
  let expires: number | undefined;
  while (typeof at === 'number' && at < value.length) {
    const key = value.charAt(at);
    const fields = couponMore[key];
    if (fields === undefined || key <= last)
      return { offset: at, detail: `"${key}" announces no field here: 1 to 6 and 9, ascending`, rule };
    if (key === '4' && expires !== undefined && numberAt(value, at + 1, at + 7) > expires)
      return { offset: at + 1, detail: 'the coupon starts after it expires', rule };
    if (key === '3') expires = numberAt(value, at + 1, at + 7);
    last = key;
    at = fieldsEnd(value, at + 1, fields);
  }
  return typeof at === 'number' ? undefined : at;
};

/** Coupon code of a positive offer file of North America, AI (8112). */
export const positiveOfferRule: ValueRule = (value) => {
  const end = fieldsEnd(value, 0, positiveOffer);
  if (typeof end !== 'number') return end;
  return end === value.length ? undefined : { offset: end, detail: 'nothing follows the serial number', rule };
};

/** Where the fields end, or what is wrong with the first that does not fit. */
function fieldsEnd(value: string, from: number, fields: readonly Field[]): number | ElementProblem {
  let at = from;
  for (const field of fields) {
    const end = fieldEnd(value, at, field);
    if (typeof end !== 'number') return end;
    at = end;
  }
  return at;
}

function fieldEnd(value: string, at: number, field: Field): number | ElementProblem {
  if (at >= value.length) return { offset: at, detail: `ends before its ${field.name}`, rule };
  const first = value.charAt(at);
  if (first < '0' || first > '9') return { offset: at, detail: `${JSON.stringify(first)} is not a digit`, rule };
  const choice = 'oneOf' in field ? field.oneOf : 'lengths' in field ? field.lengths : undefined;
  if (choice !== undefined && !choice.includes(first))
    return { offset: at, detail: `${field.name} does not begin with ${first}: one of ${choice} does`, rule };
  const end = at + lengthOf(field, first);
  if (end > value.length) return { offset: value.length, detail: `${field.name} is cut short`, rule };
  for (let place = at; place < end; place++)
    if (!/[0-9]/.test(value.charAt(place))) return { offset: place, detail: `${field.name} has only digits`, rule };
  return 'date' in field && field.date ? (date(value, at, end) ?? end) : end;
}

function lengthOf(field: Field, first: string): number {
  if ('digits' in field) return field.digits;
  if ('oneOf' in field) return 1;
  // An indicator of 9 says that there is no company prefix, unless nine is a length like the others.
  if (first === '9' && !field.lengths.includes('8')) return 1;
  return 1 + Number(first) + field.beyond;
}
