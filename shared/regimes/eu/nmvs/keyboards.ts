/** A scanner that types speaks one keyboard layout; a computer set to another reads other characters. */
export interface Mistyping {
  /** How it came about. */
  readonly layout: string;
  /** What was meant, by what was read. */
  readonly meant: Readonly<Record<string, string>>;
}

/** Keys of the first row with Shift on a French keyboard are digits; without, these. */
const frenchDigits = '&é"\'(-è_çà';
const digits = '1234567890';
const usSigns = '!@#$%^&*()';

const swapped = (pairs: readonly string[]) =>
  Object.fromEntries(
    pairs.flatMap(([a = '', b = '']) => [
      [a, b],
      [b, a],
      [upper(a), upper(b)],
      [upper(b), upper(a)],
    ]),
  );
const upper = (letter: string) => letter.toUpperCase();
const byPlace = (read: string, meant: string) =>
  Object.fromEntries([...read].map((character, i) => [character, meant[i] ?? '']));

/** Layouts in use in the Union. What differs between them but is no letter or digit cannot stand in a serial (2016/161, Article 4). */
export const mistypings: readonly Mistyping[] = [
  { layout: 'QWERTY and QWERTZ', meant: swapped(['yz']) },
  {
    layout: 'a QWERTY scanner at an AZERTY computer',
    meant: { ...swapped(['aq', 'zw']), ...byPlace(frenchDigits, digits), ',': 'm', '?': 'M' },
  },
  {
    layout: 'an AZERTY scanner at a QWERTY computer',
    meant: { ...swapped(['aq', 'zw']), ...byPlace(usSigns, digits), ';': 'm', ':': 'M' },
  },
];

/** What was meant by what was read, for a layout. */
export const meantBy = ({ meant }: Mistyping, read: string): string =>
  [...read].map((character) => meant[character] ?? character).join('');

export const keyboardRemedy =
  'set scanner and computer to the same keyboard layout (QWERTY, QWERTZ, AZERTY), or let the scanner speak as a serial device';
