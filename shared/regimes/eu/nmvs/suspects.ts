import { meantBy, mistypings } from './keyboards.ts';

/** A serial that may have been meant by the one that was read. */
export interface Suspect {
  readonly serial: string;
  readonly how: 'case' | 'keyboard' | 'separator';
  readonly detail: string;
}

/**
 * Serials that may have been meant: the same in upper or lower case or with Caps Lock on, under another keyboard layout, and without the
 * elements that ran in where a separator was lost. A dozen at most, so that each can be looked for.
 */
export function suspectsOf(read: string): Suspect[] {
  const found: Suspect[] = [];
  const add = (serial: string, how: Suspect['how'], detail: string) => {
    if (serial !== read && /^[A-Za-z0-9]{1,20}$/.test(serial) && !found.some((one) => one.serial === serial))
      found.push({ serial, how, detail });
  };
  for (const serial of casesOf(read)) add(serial, 'case', 'upper and lower case were exchanged');
  for (const mistyping of mistypings) {
    const meant = meantBy(mistyping, read);
    for (const serial of [meant, ...casesOf(meant)]) add(serial, 'keyboard', `typed between ${mistyping.layout}`);
  }
  for (let length = 1; length < read.length; length++) {
    const serial = read.slice(0, length);
    if (isRest(read.slice(length))) add(serial, 'separator', 'the next element ran into the serial');
  }
  return found.slice(0, 12);
}

/** True for a serial in which the next element seems to stand. */
export const hasRunIn = (read: string): boolean => [...read.slice(1)].some((_, i) => isRest(read.slice(i + 1)));

/** (17) with a date, then perhaps (10); or (10) with (17) and a date behind it. */
const isRest = (rest: string): boolean =>
  /^17\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(10.*)?$/.test(rest) || /^10.+17\d{6}$/.test(rest);

const casesOf = (text: string): string[] => [text.toUpperCase(), text.toLowerCase(), otherCase(text)];

const otherCase = (text: string): string =>
  [...text].map((one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase())).join('');
