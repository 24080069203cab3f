import { isDay } from '../../is-day.ts';
import { form } from './xml/form.ts';

/** Forms of the schemas' base types (MDLP XSD 1.38, base_types.xsd). */

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

/** A place of activity, or of responsible storage. */
export const place = form('a place of activity, 14 digits', matches(/^\d{14}$/));
/** An organisation. */
export const subject = form('a subject of circulation, a GUID', matches(guid));
export const anySubject = form('a place of 14 digits or a GUID', (text) => place.holds(text) || subject.holds(text));
export const fias = form('an address of the state register, a GUID', matches(guid));

export const sgtin = form('an SGTIN, 14 digits and 13 letters or digits', matches(/^\d{14}[a-zA-Z0-9]{13}$/));
export const sscc = form('an SSCC, 18 digits', matches(/^\d{18}$/));
export const gtin = form('a GTIN, 14 digits', matches(/^\d{14}$/));

/** Text of one line, without white space at its ends. */
const clear = (most: number) => (text: string) => /^\S(.*\S)?$/.test(text) && [...text].length <= most;
export const text = (most: number) =>
  form(`1 to ${most} characters on one line without spaces at its ends`, clear(most));
export const anyText = form('text', () => true);
export const series = text(20);
export const number = text(200);

const clock = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;
export const instant = form('a date and time with its offset', (text) => {
  const [, date = ''] = clock.exec(text) ?? [];
  return date !== '' && !date.startsWith('0000') && isDay(date);
});
/** `accept_time` of a ticket need not have an offset. */
export const anyInstant = form('a date and time', (text) => instant.holds(text) || instant.holds(`${text}Z`));

export const day = form('a date DD.MM.YYYY', (text) => {
  const [, dd, mm, yyyy = ''] = /^(\d\d)\.(\d\d)\.((?:19|[2-9]\d)\d\d)$/.exec(text) ?? [];
  return yyyy !== '' && isDay(`${yyyy}-${mm}-${dd}`);
});

/** Roubles, 16 digits at most, two of them behind the point. */
export const amount = form('an amount of at most 16 digits, two behind the point', (text) => {
  const [, whole = '', fraction = ''] = /^[+-]?(\d+)(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole !== '' && whole.replace(/^0+/, '').length + fraction.replace(/0+$/, '').length <= 16;
});

export const oneOf = (...values: readonly number[]) =>
  form(`one of ${values.join(', ')}`, (text) => values.some((value) => String(value) === text));
/** A number that stands for a word of the schema. */
export const wordOf = (words: Readonly<Record<number, string>>) =>
  form(
    `one of ${Object.entries(words)
      .map(([number, word]) => `${number} (${word})`)
      .join(', ')}`,
    (text) => Object.hasOwn(words, text),
  );
export const flag = form('true or false', matches(/^(true|false|1|0)$/));
export const onlyTrue = form('true', matches(/^(true|1)$/));
export const country = form('a country of two capitals', matches(/^[A-Z]{2}$/));
export const share = form('a share as 1/10', matches(/^[1-9]\d*\/[1-9]\d*$/));

const tax = '(\\d[1-9]|[1-9]\\d)';
export const companyInn = form('an INN of 10 digits', matches(new RegExp(`^${tax}\\d{8}$`)));
export const personInn = form('an INN of 12 digits', matches(new RegExp(`^${tax}\\d{10}$`)));
export const kpp = form('a KPP of 9 digits', matches(new RegExp(`^${tax}\\d{7}$`)));
export const inn = form('an INN of 10 or 12 digits', matches(/^(\d{10}|\d{12})$/));
export const device = form('a device id of 16 characters', (text) => [...text].length === 16);
export const customs = form('a customs code of 2, 5 or 8 digits', matches(/^(\d{2}|\d{5}|\d{8})$/));
export const declaration = form('1 to 7 characters', (text) => text !== '' && [...text].length <= 7);
