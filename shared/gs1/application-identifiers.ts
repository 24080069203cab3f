import {
  all,
  checkDigitAt,
  date,
  dateTime,
  type ElementFormat,
  type ElementProblem,
  type ElementRule,
  formatProblem,
  leadingZero,
  pieceOfTotal,
  readFormat,
} from './element-format.ts';

/**
 * Application identifiers of healthcare, logistics and the EPC keys.
 * Source: GS1 General Specifications, Release 25.0 (2025), §3.2; 717 from the GS1 Barcode Syntax Dictionary. A trailing `n` stands
 * for the digits 0 to 5 (decimal places). A key that begins with a company prefix begins with at least four digits.
 */
const table: readonly (readonly [ai: string, title: string, format: string, rule?: ElementRule])[] = [
  ['00', 'SSCC', 'N18', checkDigitAt(18)],
  ['01', 'GTIN', 'N14', checkDigitAt(14)],
  ['02', 'CONTENT', 'N14', checkDigitAt(14)],
  ['03', 'MTO GTIN', 'N14', checkDigitAt(14)],
  ['10', 'BATCH/LOT', 'X..20'],
  ['11', 'PROD DATE', 'N6', date(true)],
  ['12', 'DUE DATE', 'N6', date(true)],
  ['13', 'PACK DATE', 'N6', date(true)],
  ['15', 'BEST BEFORE or BEST BY', 'N6', date(true)],
  ['16', 'SELL BY', 'N6', date(true)],
  ['17', 'USE BY OR EXPIRY', 'N6', date(true)],
  ['20', 'VARIANT', 'N2'],
  ['21', 'SERIAL', 'X..20'],
  ['22', 'CPV', 'X..20'],
  ['235', 'TPX', 'X..28'],
  ['240', 'ADDITIONAL ID', 'X..30'],
  ['241', 'CUST. PART No.', 'X..30'],
  ['242', 'MTO VARIANT', 'N..6'],
  ['243', 'PCN', 'X..20'],
  ['250', 'SECONDARY SERIAL', 'X..30'],
  ['251', 'REF. TO SOURCE', 'X..30'],
  ['253', 'GDTI', 'N13+[X..17]', checkDigitAt(13)],
  ['254', 'GLN EXTENSION COMPONENT', 'X..20'],
  ['255', 'GCN', 'N13+[N..12]', checkDigitAt(13)],
  ['30', 'VAR. COUNT', 'N..8'],
  ['310n', 'NET WEIGHT (kg)', 'N6'],
  ['311n', 'LENGTH (m)', 'N6'],
  ['312n', 'WIDTH (m)', 'N6'],
  ['313n', 'HEIGHT (m)', 'N6'],
  ['314n', 'AREA (m²)', 'N6'],
  ['315n', 'NET VOLUME (l)', 'N6'],
  ['316n', 'NET VOLUME (m³)', 'N6'],
  ['320n', 'NET WEIGHT (lb)', 'N6'],
  ['330n', 'GROSS WEIGHT (kg)', 'N6'],
  ['331n', 'LENGTH (m), log', 'N6'],
  ['332n', 'WIDTH (m), log', 'N6'],
  ['333n', 'HEIGHT (m), log', 'N6'],
  ['335n', 'VOLUME (l), log', 'N6'],
  ['336n', 'VOLUME (m³), log', 'N6'],
  ['340n', 'GROSS WEIGHT (lb)', 'N6'],
  ['37', 'COUNT', 'N..8'],
  ['400', 'ORDER NUMBER', 'X..30'],
  ['401', 'GINC', 'N4+[X..26]'],
  ['402', 'GSIN', 'N17', checkDigitAt(17)],
  ['403', 'ROUTE', 'X..30'],
  ['410', 'SHIP TO LOC', 'N13', checkDigitAt(13)],
  ['411', 'BILL TO', 'N13', checkDigitAt(13)],
  ['412', 'PURCHASE FROM', 'N13', checkDigitAt(13)],
  ['413', 'SHIP FOR LOC', 'N13', checkDigitAt(13)],
  ['414', 'LOC No.', 'N13', checkDigitAt(13)],
  ['415', 'PAY TO', 'N13', checkDigitAt(13)],
  ['416', 'PROD/SERV LOC', 'N13', checkDigitAt(13)],
  ['417', 'PARTY', 'N13', checkDigitAt(13)],
  ['420', 'SHIP TO POST', 'X..20'],
  ['421', 'SHIP TO POST', 'N3+X..9'],
  ['422', 'ORIGIN', 'N3'],
  ['7001', 'NSN', 'N13'],
  ['7003', 'EXPIRY TIME', 'N10', dateTime],
  ['7004', 'ACTIVE POTENCY', 'N..4'],
  ['710', 'NHRN PZN', 'X..20'],
  ['711', 'NHRN CIP', 'X..20'],
  ['712', 'NHRN CN', 'X..20'],
  ['713', 'NHRN DRN', 'X..20'],
  ['714', 'NHRN AIM', 'X..20'],
  ['715', 'NHRN NDC', 'X..20'],
  ['716', 'NHRN AIC', 'X..20'],
  ['717', 'NHRN SRN', 'X..20'],
  ['7240', 'PROTOCOL', 'X..20'],
  ['8003', 'GRAI', 'N14+[X..16]', all(leadingZero, checkDigitAt(14))],
  ['8004', 'GIAI', 'N4+[X..26]'],
  ['8005', 'PRICE PER UNIT', 'N6'],
  ['8006', 'ITIP', 'N18', all(checkDigitAt(14), pieceOfTotal)],
  ['8008', 'PROD TIME', 'N8+[N..4]', dateTime],
  ['8010', 'CPID', 'N4+[Y..26]'],
  ['8011', 'CPID SERIAL', 'N..12'],
  ['8012', 'VERSION', 'X..20'],
  ['8017', 'GSRN - PROVIDER', 'N18', checkDigitAt(18)],
  ['8018', 'GSRN - RECIPIENT', 'N18', checkDigitAt(18)],
  ['8019', 'SRIN', 'N..10'],
  ['8020', 'REF No.', 'X..25'],
  ['90', 'INTERNAL', 'X..30'],
  ...['91', '92', '93', '94', '95', '96', '97', '98', '99'].map((ai) => [ai, 'INTERNAL', 'X..90'] as const),
];

/** First two digits of the identifiers whose data ends by its length, without FNC1. Closed list (GS1 General Specifications §7.8.5). */
const predefined = new Set(
  ['00', '01', '02', '03', '04', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'].concat([
    '31',
    '32',
    '33',
    '34',
    '35',
    '36',
    '41',
  ]),
);

/** An application identifier and what its data looks like. */
export interface ApplicationIdentifier {
  readonly ai: string;
  readonly title: string;
  readonly format: ElementFormat;
  readonly rule: ElementRule | undefined;
  /** True when a separator must follow unless the element is the last. */
  readonly needsSeparator: boolean;
}

const byIdentifier = new Map<string, ApplicationIdentifier>(
  table.flatMap(([name, title, notation, rule]) => {
    const format = readFormat(notation);
    const spelled = name.endsWith('n') ? [...'012345'].map((decimals) => name.replace('n', decimals)) : [name];
    return spelled.map((ai) => [ai, { ai, title, format, rule, needsSeparator: !predefined.has(ai.slice(0, 2)) }]);
  }),
);

/** The identifier a text has at an offset; undefined when none of the table begins there. No identifier is the beginning of another. */
export function identifierAt(text: string, offset: number): ApplicationIdentifier | undefined {
  for (let length = 2; length <= 4; length++) {
    const found = byIdentifier.get(text.slice(offset, offset + length));
    if (found) return found;
  }
  return undefined;
}

/** What is wrong with a value of an identifier by its format alone: lengths and characters, not check digits or dates. */
export function shapeProblem(ai: string, value: string): ElementProblem | undefined {
  const known = byIdentifier.get(ai);
  return known
    ? formatProblem(known.format, value)
    : { offset: 0, detail: `(${ai}) is not a known application identifier` };
}

/** What is wrong with a value of an identifier by all its rules; undefined when nothing is. */
export function valueProblem(ai: string, value: string): ElementProblem | undefined {
  return shapeProblem(ai, value) ?? byIdentifier.get(ai)?.rule?.(value);
}
