/** What the data behind a symbology identifier is: GS1 element strings, a bare GTIN of so many digits, or nothing of GS1. */
export type AimData = 'elements' | { readonly gtin: readonly number[] } | 'other';

/** The symbology identifier of a symbol, `]cm` (ISO/IEC 15424). */
export interface AimIdentifier {
  readonly id: string;
  readonly name: string;
  readonly data: AimData;
}

/**
 * The carriers of GS1 data and their symbology identifiers (GS1 General Specifications §5.1.2). UPC-A and UPC-E are sent as thirteen
 * digits; readers that leave the leading zero out are understood.
 */
const carriers: Readonly<Record<string, readonly [name: string, data: AimData]>> = {
  ']C1': ['GS1-128', 'elements'],
  ']e0': ['GS1 DataBar or composite component', 'elements'],
  ']e1': ['composite component behind a symbol separator', 'elements'],
  ']e2': ['composite component behind an escape', 'elements'],
  ']d2': ['GS1 DataMatrix', 'elements'],
  ']Q3': ['GS1 QR Code', 'elements'],
  ']J1': ['GS1 DotCode', 'elements'],
  ']E0': ['EAN-13, UPC-A or UPC-E', { gtin: [13, 12] }],
  ']E4': ['EAN-8', { gtin: [8] }],
  ']I1': ['ITF-14', { gtin: [14] }],
  // Known by their own names, so that a refusal says what was scanned.
  ']E1': ['two-digit add-on of an EAN or UPC symbol', 'other'],
  ']E2': ['five-digit add-on of an EAN or UPC symbol', 'other'],
  ']E3': ['EAN-13 or UPC with an add-on', 'other'],
  ']e3': ['composite component with extended channel interpretation', 'other'],
};

/** Symbologies by code character (ISO/IEC 15424, annex B). */
const families: Readonly<Record<string, string>> = {
  A: 'Code 39',
  B: 'Telepen',
  C: 'Code 128',
  D: 'Code One',
  E: 'EAN/UPC',
  F: 'Codabar',
  G: 'Code 93',
  H: 'Code 11',
  I: 'Interleaved 2 of 5',
  J: 'DotCode',
  K: 'Code 16K',
  L: 'PDF417',
  M: 'MSI',
  N: 'Anker Code',
  O: 'Codablock',
  P: 'Plessey',
  Q: 'QR Code',
  R: 'Straight 2 of 5',
  S: 'Straight 2 of 5',
  T: 'Code 49',
  U: 'MaxiCode',
  X: 'a code the reader defines',
  Z: 'no bar code',
  c: 'Channel Code',
  d: 'Data Matrix',
  e: 'DataBar or composite component',
  h: 'Han Xin Code',
  o: 'optical characters',
  p: 'PosiCode',
  s: 'SuperCode',
  z: 'Aztec Code',
};

const byIdentifier = new Map<string, AimIdentifier>(
  Object.entries(carriers).map(([id, [name, data]]) => [id, { id, name, data }]),
);

/** The symbology identifier at the beginning of a text; undefined when the text has none. It has three characters. */
export function aimIdentifier(text: string): AimIdentifier | undefined {
  if (text.charCodeAt(0) !== 93) return undefined;
  const id = text.slice(0, 3);
  return byIdentifier.get(id) ?? { id, name: familyOf(id), data: 'other' };
}

const familyOf = (id: string) => {
  const letter = id.charAt(1);
  const name = Object.hasOwn(families, letter) ? families[letter] : undefined;
  return name === undefined ? 'no known symbology' : `${name} without GS1 data`;
};
