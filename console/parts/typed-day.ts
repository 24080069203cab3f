import { isDay } from '../../shared/is-day.ts';

/** A day as it was typed, with its dashes where they were left out; what is no whole day yet stays as it is. */
export const typedDay = (text: string): string =>
  text.trim().replace(/^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})$/, '$1-$2-$3');

/** What is wrong with a day that was typed to its end; the one before it is not taken in its place. */
export const wrongDay = (day: string): string | undefined =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && !isDay(day) ? `${day} is no day of the calendar` : undefined;
