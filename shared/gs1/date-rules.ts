import type { ElementProblem, ValueRule } from './element-problem.ts';

const rule = 'GS1 GS §7.12';

/** The number of digits between two offsets of a text that has only digits there. */
export function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}

/** Days of a month, 1 to 12, of a year in full. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** YYMMDD with a day. */
export const date: ValueRule = (value, from) => dayProblem(value, from + 2, yearInTwoDigits(value, from), 1);

/** YYMMDD where day 00 means that no day is given (GS1 General Specifications §3.4). */
export const monthOrDate: ValueRule = (value, from) => dayProblem(value, from + 2, yearInTwoDigits(value, from), 0);

/** YYYYMMDD. */
export const longDate: ValueRule = (value, from) => dayProblem(value, from + 4, numberAt(value, from, from + 4), 1);

export const hour: ValueRule = (value, from) => timeProblem(value, from, 24, 'hour');
export const minute: ValueRule = (value, from) => timeProblem(value, from, 60, 'minute');
export const second: ValueRule = (value, from) => timeProblem(value, from, 60, 'second');

/** hhmm. */
export const time: ValueRule = (value, from, to) => hour(value, from, to) ?? minute(value, from + 2, to);

/** Two digits are enough to tell a leap year: 1900 and 2100 are never meant by 00 before the year 2050. */
const yearInTwoDigits = (value: string, from: number) => 2000 + numberAt(value, from, from + 2);

function dayProblem(value: string, at: number, year: number, firstDay: number): ElementProblem | undefined {
  const month = numberAt(value, at, at + 2);
  if (month < 1 || month > 12) return { offset: at, detail: `there is no month ${value.slice(at, at + 2)}`, rule };
  const day = numberAt(value, at + 2, at + 4);
  if (day >= firstDay && day <= daysIn(year, month)) return undefined;
  const [name, missing] = [value.slice(at, at + 2), value.slice(at + 2, at + 4)];
  const remedy = day === 0 ? 'give the day: here it cannot be left open' : undefined;
  return { offset: at + 2, detail: `month ${name} has no day ${missing}`, rule, ...(remedy && { remedy }) };
}

function timeProblem(value: string, from: number, limit: number, unit: string): ElementProblem | undefined {
  if (numberAt(value, from, from + 2) < limit) return undefined;
  return { offset: from, detail: `"${value.slice(from, from + 2)}" is not a time: there is no such ${unit}`, rule };
}
