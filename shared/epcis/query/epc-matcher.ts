import { componentNames } from '../../gs1/epc-components.ts';
import { keyOfParts } from '../../gs1/epc-key.ts';
import { type EpcPattern, readPattern } from '../../gs1/epc-pattern.ts';
import { writeLink } from '../../gs1/key-link.ts';
import { encodeForLink } from '../../gs1/percent-encoding.ts';
import { isRefusal, type Refusal } from '../../refusal.ts';

/** The things that the values of a MATCH parameter stand for. */
export interface EpcMatcher {
  /** Canonical identifiers, those of patterns without a `*` among them. */
  readonly epcs: ReadonlySet<string>;
  /** Some values are patterns: what they stand for cannot be listed. */
  readonly hasPatterns: boolean;
  /** True when a canonical identifier is one of `epcs`, or a pattern covers it. */
  covers(epc: string): boolean;
}

/** The texts that some part of a key may have. One look a shape decides, however many patterns have that shape. */
interface Shape {
  readonly ai: string;
  /** Application identifier that has to stand behind the key; none when it does not matter, or none may. */
  readonly qualifier: string | undefined;
  readonly from: number;
  /** Characters of the key to compare; undefined for the whole rest. */
  readonly length: number | undefined;
  readonly texts: Set<string>;
}

const LINK = 'https://id.gs1.org/';
const PATTERN = 'urn:epc:idpat:';

/**
 * Makes the matcher of a list. Pure identity patterns (EPC TDS §8) are compared by the digits of the key, so a Digital Link matches, too,
 * though it does not show where its company prefix ends. A star in `urn:epc:id:` is a character of a serial.
 *
 * @param values as sent; `spell` gives their canonical form
 */
export function epcMatcher(values: readonly string[], spell: (value: string) => string): EpcMatcher | Refusal {
  const epcs = new Set<string>();
  const shapes = new Map<string, Shape>();
  for (const value of values) {
    if (!value.startsWith(PATTERN)) {
      epcs.add(spell(value));
      continue;
    }
    const pattern = readPattern(value);
    if (isRefusal(pattern)) return pattern;
    if (pattern.given.length === componentNames(pattern.scheme).length) epcs.add(identityOf(pattern));
    else addShape(pattern, shapes);
  }
  const all = [...shapes.values()];
  return {
    epcs,
    hasPatterns: all.length > 0,
    covers: (epc) => epcs.has(epc) || (all.length > 0 && fitsOne(epc, all)),
  };
}

/** The canonical link of a pattern that leaves nothing open. */
function identityOf({ scheme, given }: EpcPattern): string {
  return writeLink(keyOfParts({ ...partsOf({ scheme, given }), serial: scheme.serial && given.at(-1) }));
}

const partsOf = ({ scheme, given }: EpcPattern) => ({
  scheme,
  companyPrefix: given[0] ?? '',
  reference: given[1] ?? '',
  pieces: scheme.pieces ? given.slice(2, 4).join('') : '',
  serial: undefined,
});

function addShape(pattern: EpcPattern, shapes: Map<string, Shape>): void {
  const { from, length, text } = keyPart(pattern);
  const { ai, serial, scheme } = pattern.scheme;
  // A GTIN with a serial, a lot or neither are three schemes. The extension of a location may be left out.
  const qualifier = scheme === 'sgln' ? undefined : serial?.ai;
  const name = `${ai} ${qualifier} ${from} ${length}`;
  const shape = shapes.get(name) ?? { ai, qualifier, from, length, texts: new Set() };
  shape.texts.add(text);
  shapes.set(name, shape);
}

/** Where in the key stands what the pattern gives. */
function keyPart(pattern: EpcPattern): { from: number; length: number | undefined; text: string } {
  const { scheme, given } = pattern;
  const [companyPrefix = ''] = given;
  const from = scheme.front === 'nothing' ? 0 : 1;
  if (given.length < 2) return { from, length: companyPrefix.length, text: companyPrefix };
  const text = encodeForLink(keyOfParts(partsOf(pattern)).primary.value);
  // A reference of letters has no fixed length: no other key may go on where it ends.
  return { from: 0, length: scheme.digits === 0 ? undefined : text.length, text };
}

function fitsOne(epc: string, shapes: readonly Shape[]): boolean {
  if (!epc.startsWith(LINK)) return false;
  const [ai, key = '', behind] = epc.slice(LINK.length).split('/', 3);
  return shapes.some(
    (shape) =>
      shape.ai === ai &&
      (shape.qualifier === undefined || shape.qualifier === behind) &&
      shape.texts.has(key.slice(shape.from, shape.length === undefined ? undefined : shape.from + shape.length)),
  );
}
