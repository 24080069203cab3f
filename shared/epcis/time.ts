const form =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;
const offsetForm = /^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/;

const YEAR_10000 = Date.UTC(10000, 0);
/** Characters of a time in UTC with three digits of a second, and before its point. */
const PLAIN = 24;
const POINT = 19;
const TWO = 0x32;
const NINE = 0x39;

/** True for a date and time with a zone (xsd:dateTimeStamp), on a day that exists. `timeFault` says why another text is none. */
export function isTime(text: string): boolean {
  return form.test(text) && dayExists(text);
}

/** Only the last days of a month, from the 29th on, need a calendar. */
function dayExists(text: string): boolean {
  const tens = text.charCodeAt(8);
  if (tens < TWO || (tens === TWO && text.charCodeAt(9) < NINE)) return true;
  const day = Number(text.slice(8, 10));
  return new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
}

/** True for an eventTimeZoneOffset, `±HH:MM` up to 14 hours. */
export function isOffset(text: string): boolean {
  return offsetForm.test(text);
}

/** Milliseconds since 1970, with a fraction when the text is finer. Only for texts that `isTime` answers true to. */
export function instantOf(time: string): number {
  const { seconds, fraction, zone } = parts(time);
  return Date.parse(`${seconds}${zone}`) + Number(`0.${fraction}`) * 1000;
}

/**
 * The same instant in UTC with exactly three digits of a second, rounded half up (CBV 2.0 event hash); cut off in the
 * last millisecond of the year 9999: the next year has five digits, which no reader takes.
 */
export function utcMilliseconds(time: string): string {
  if (time.length === PLAIN && time.charAt(POINT) === '.' && time.endsWith('Z')) return time;
  const { seconds, fraction, zone } = parts(time);
  const digits = fraction.padEnd(4, '0');
  const milliseconds = Number(digits.slice(0, 3)) + (digits.charAt(3) >= '5' ? 1 : 0);
  const rounded = Date.parse(`${seconds}${zone}`) + milliseconds;
  return new Date(rounded === YEAR_10000 ? rounded - 1 : rounded).toISOString();
}

function parts(time: string): { seconds: string; fraction: string; zone: string } {
  const zone = time.endsWith('Z') ? 'Z' : time.slice(-6);
  return { seconds: time.slice(0, 19), fraction: time.slice(20, time.length - zone.length) || '0', zone };
}
