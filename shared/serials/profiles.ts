const digits = '0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const alphanumeric = digits + capitals + capitals.toLowerCase();

/** How sure a rule is: a statute or regulator's text, several sources that agree, one good source. */
export type Confidence = 'statute' | 'high' | 'medium';

/** Something printed beside GTIN and serial that comes with the code and is kept with it. `length` in characters. */
export interface ExtraElement {
  readonly ai: string;
  readonly length: number;
  readonly meaning: string;
}

/** What a market asks of the codes on its packs. */
export interface CodeProfile {
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2; `EU` stands for the states of Regulation (EU) 2016/161. */
  readonly market: string;
  readonly carrier: string;
  /** Letters a serial may have, those excluded left out. Codes are compared as they stand: upper and lower case are different letters. */
  readonly alphabet: string;
  /** Letters left out on purpose, because people and keyboards confuse them. */
  readonly excluded: string;
  /** Letters are capitals only, or of either case. */
  readonly letterCase: 'upper' | 'either';
  readonly length: { readonly least: number; readonly most: number };
  /** How every code begins. */
  readonly begins?: string;
  /** At most one in so many possible codes is ever issued. Absent: the market sets no bound. */
  readonly guessBound?: number;
  /** When a code may be used again for the same product, as the market says; Seriate never issues one twice. */
  readonly noReuse: string;
  /** How codes come about. `imported`: the operator or platform alone issues them. */
  readonly issuing: 'random' | 'random or sequential' | 'imported';
  readonly extra: readonly ExtraElement[];
  /** Application identifiers in the order they are printed in. */
  readonly aiOrder: readonly string[];
  readonly source: string;
  readonly confidence: Confidence;
}

const gs1 = {
  carrier: 'GS1 DataMatrix',
  letterCase: 'either',
  excluded: '',
  extra: [],
  alphabet: alphanumeric,
} as const;
const upTo20 = { least: 1, most: 20 } as const;
const never = 'never for one GTIN';
const usual = ['01', '21', '17', '10'] as const;

const euWindow = 'until a year after expiry or five years after release, whichever is later';
const eu = {
  ...gs1,
  market: 'EU',
  length: upTo20,
  guessBound: 10_000,
  noReuse: euWindow,
  issuing: 'random',
  source: 'Regulation (EU) 2016/161, art. 4 and 5',
} as const;

const cryptoTail: readonly ExtraElement[] = [
  { ai: '91', length: 4, meaning: 'key identifier' },
  { ai: '92', length: 44, meaning: 'crypto code' },
];

const orderedFromOperator = {
  ...gs1,
  length: { least: 13, most: 13 },
  noReuse: never,
  issuing: 'imported',
  extra: cryptoTail,
  aiOrder: ['01', '21', '91', '92'],
  confidence: 'medium',
} as const;

const withoutLookAlikes = (letters: string, excluded: string) =>
  [...letters].filter((letter) => !excluded.includes(letter)).join('');

/** Every market code profile, by id. */
export const codeProfiles: readonly CodeProfile[] = [
  {
    ...gs1,
    id: 'us',
    name: 'United States, DSCSA',
    market: 'US',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: usual,
    source: 'FD&C Act §581(20): up to 20 alphanumeric characters',
    confidence: 'statute',
  },
  { ...eu, id: 'eu', name: 'European Union, FMD', aiOrder: usual, confidence: 'high' },
  {
    ...eu,
    id: 'eu-capitals',
    name: 'European Union, FMD, capitals without look-alikes and letters that keyboards exchange',
    alphabet: withoutLookAlikes(digits + capitals, 'IOQYZ'),
    excluded: 'IOQYZ',
    letterCase: 'upper',
    aiOrder: usual,
    confidence: 'high',
  },
  {
    ...orderedFromOperator,
    id: 'ru',
    name: 'Russia, MDLP',
    market: 'RU',
    issuing: 'random',
    source: 'MDLP: SGTIN is GTIN and 13 letters or digits; issued by the operator or by the participant',
    confidence: 'high',
  },
  {
    ...orderedFromOperator,
    id: 'kz',
    name: 'Kazakhstan',
    market: 'KZ',
    source: 'operator of the labelling system: codes are ordered from it',
  },
  {
    ...orderedFromOperator,
    id: 'uz',
    name: 'Uzbekistan',
    market: 'UZ',
    source: 'operator of the labelling system: codes are ordered from it',
  },
  {
    id: 'cn-platform',
    name: 'China, platform codes',
    market: 'CN',
    carrier: 'Code 128 or 2D, 20 digits',
    alphabet: digits,
    excluded: '',
    letterCase: 'upper',
    length: { least: 20, most: 20 },
    begins: '8',
    noReuse: never,
    issuing: 'imported',
    extra: [],
    aiOrder: [],
    source: 'NMPAB/T 1011-2022: the platform allots 20 digits: product and package 7, serial 9, check 4',
    confidence: 'high',
  },
  {
    ...gs1,
    id: 'cn-gs1',
    name: 'China, GS1 route',
    market: 'CN',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: ['01', '21', '10', '17', '11'],
    source: 'NMPAB/T 1011-2022 and 1012-2022',
    confidence: 'high',
  },
  {
    ...gs1,
    id: 'br',
    name: 'Brazil, IUM',
    market: 'BR',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: ['01', '713', '21', '17', '10'],
    source: 'ANVISA: the duty is repealed, the code is still seen',
    confidence: 'medium',
  },
  {
    ...gs1,
    id: 'sa',
    name: 'Saudi Arabia, RSD',
    market: 'SA',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: usual,
    source: 'SFDA: a serial is never used again for a GTIN',
    confidence: 'high',
  },
  {
    ...gs1,
    id: 'tr',
    name: 'Turkey, ITS',
    market: 'TR',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: usual,
    source: 'ITS: elements stand in the order 01, 21, 17, 10',
    confidence: 'high',
  },
  {
    ...gs1,
    id: 'ae',
    name: 'United Arab Emirates, Tatmeen',
    market: 'AE',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: usual,
    source: 'Tatmeen guides',
    confidence: 'medium',
  },
  {
    ...gs1,
    id: 'kr',
    name: 'South Korea, KPIS',
    market: 'KR',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: ['01', '17', '10', '21'],
    source: 'KPIS: product code, expiry, lot, serial',
    confidence: 'medium',
  },
  {
    ...gs1,
    id: 'in-export',
    name: 'India, export',
    market: 'IN',
    length: upTo20,
    noReuse: never,
    issuing: 'random or sequential',
    aiOrder: usual,
    source: 'DGFT public notices on export tracing',
    confidence: 'medium',
  },
];

const byId = new Map(codeProfiles.map((profile) => [profile.id, profile]));

/** The profile of that id, if there is one. */
export const codeProfile = (id: string): CodeProfile | undefined => byId.get(id);
