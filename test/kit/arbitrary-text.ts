import fc from 'fast-check';

/** A sign that no XML and no JSON of a test may hold: it stands before the number of a prefix that is yet to be chosen. */
export const PREFIX_MARK = '\u0001';

/** Every kind of character that a codec has been known to spoil, and that XML 1.0 §2.2 allows. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ019 .-_/') },
  { weight: 3, arbitrary: fc.constantFrom(...'<>&"\'\\{}[]%#:;=@+,|^`~?!') },
  { weight: 2, arbitrary: fc.constantFrom('\n', '\r', '\t', '\r\n', ']]>', '&amp;', '<!--', '-->', '<?x ?>', '&#xD;') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'é', // composed
      'e\u0301', // combining
      '\u0085',
      '\u00a0',
      '\u2028',
      '\u2029',
      '\u200f',
      '\ufffd',
      '\ufeff',
      '𝒳',
      '💊',
      '\u{10ffff}',
      '\ud7ff',
      '\ue000',
      '中文',
      'עברית',
      '\u007f',
    ),
  },
);

/** Text that can stand in XML and in JSON alike. */
export const anyText: fc.Arbitrary<string> = fc
  .array(character, { maxLength: 12 })
  .map((parts) => parts.join(''))
  // Two of our pieces may meet as half of a pair only if one of them was half a pair, which none is.
  .filter((text) => text.isWellFormed());

/** Text with something to see at both ends. */
export const solidText: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...'aZ9.é💊<&"'), anyText, fc.constantFrom(...'bY0)中>;'))
  .map((parts) => parts.join(''));

/** What may stand in a URI besides letters: the reserved signs, escapes, and characters of IRIs. */
const uriPart = fc
  .array(fc.constantFrom(..."abcXYZ019-._~:/?@!$&'()*+,;=", '%2F', '%20', '%C3%A9', '%3C', 'é', '中'), {
    minLength: 1,
    maxLength: 10,
  })
  // What follows a scheme must not look like an authority that is none.
  .map((parts) => `u${parts.join('')}`);

const scheme = fc.constantFrom(
  'urn:example:',
  'urn:epcglobal:cbv:bt:9521321000018:',
  'urn:uuid:',
  'ni:///sha-256;',
  'https://example.com/',
  'http://example.org:8080/a?b=c&d=',
  'tag:example.com,2026:',
  'mailto:',
  'x-own+1.0:',
);

/** A URI of nobody's vocabulary. */
export const anyUri: fc.Arbitrary<string> = fc.tuple(scheme, uriPart).map((parts) => parts.join(''));

const two = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((n) => String(n).padStart(2, '0'));

const zone = fc.oneof(
  fc.constantFrom('Z', '+00:00', '-00:00', '+14:00', '-14:00', '+05:45', '-03:30'),
  fc.tuple(fc.constantFrom('+', '-'), two(0, 13), fc.constant(':'), two(0, 59)).map((parts) => parts.join('')),
);

const day = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1900, max: 2199 }), fc.constant('-'), two(1, 12), fc.constant('-'), two(1, 28))
    .map((parts) => parts.join('')),
  fc.constantFrom('2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01', '9999-12-31', '1969-12-31'),
);

/** Fractions of a second, as far as clocks of machines say them. */
const fraction = fc.oneof(
  fc.constantFrom('', '.0', '.5', '.000', '.9995', '.999999999', '.120'),
  fc.stringMatching(/^\.\d{1,9}$/),
);

/** A date and time with a zone, up to nanoseconds. */
export const anyTime: fc.Arbitrary<string> = fc
  .tuple(day, fc.constant('T'), two(0, 23), fc.constant(':'), two(0, 59), fc.constant(':'), two(0, 59), fraction, zone)
  .map((parts) => parts.join(''));

/** An eventTimeZoneOffset. */
export const anyOffset: fc.Arbitrary<string> = zone.map((text) => (text === 'Z' ? '+00:00' : text));
