/** A primary key of a Digital Link. */
export interface LinkKey {
  readonly alias: string;
  /** Qualifiers that may follow, in this order. */
  readonly qualifiers: readonly string[];
}

/**
 * Primary keys and their qualifiers (GS1 Digital Link URI Syntax 1.6 §4, GS1 Barcode Syntax Dictionary `dlpkey`). The convenience aliases are
 * those of version 1.1; later versions do without them, but they are met in events and CBV 2.0 §8.9 has them understood.
 */
export const linkKeys: Readonly<Record<string, LinkKey>> = {
  '00': { alias: 'sscc', qualifiers: [] },
  '01': { alias: 'gtin', qualifiers: ['22', '10', '21', '235'] },
  '253': { alias: 'gdti', qualifiers: [] },
  '255': { alias: 'gcn', qualifiers: [] },
  '401': { alias: 'ginc', qualifiers: [] },
  '402': { alias: 'gsin', qualifiers: [] },
  '414': { alias: 'gln', qualifiers: ['254', '7040'] },
  '415': { alias: 'payTo', qualifiers: ['8020'] },
  '417': { alias: 'party', qualifiers: ['7040'] },
  '8003': { alias: 'grai', qualifiers: [] },
  '8004': { alias: 'giai', qualifiers: ['7040'] },
  '8006': { alias: 'itip', qualifiers: ['22', '10', '21'] },
  '8010': { alias: 'cpid', qualifiers: ['8011'] },
  '8013': { alias: 'gmn', qualifiers: [] },
  '8017': { alias: 'gsrnp', qualifiers: ['8019'] },
  '8018': { alias: 'gsrn', qualifiers: ['8019'] },
};

/** Aliases of qualifiers; 235 and 7040 have none. */
export const qualifierAliases: Readonly<Record<string, string>> = {
  '22': 'cpv',
  '10': 'lot',
  '21': 'ser',
  '254': 'glnx',
  '8011': 'cpsn',
  '8019': 'srin',
  '8020': 'refno',
};

const keysByName = new Map(
  Object.entries(linkKeys).flatMap(([ai, { alias }]) => [ai, alias].map((name) => [name, ai])),
);
const qualifiersByAlias = new Map(Object.entries(qualifierAliases).map(([ai, alias]) => [alias, ai]));

/** The application identifier of a primary key by number or alias; undefined for any other path segment. */
export function keyNamed(segment: string): string | undefined {
  return keysByName.get(segment);
}

/** The application identifier of a qualifier by number or alias; any other text is returned as it is. */
export function qualifierNamed(segment: string): string {
  return qualifiersByAlias.get(segment) ?? segment;
}

/** Identifiers that may not stand in the query string (Syntax Dictionary: no `?`): qualifiers, one-off numbers and internal data. */
const neverAttributes = new Set(
  ['03', '21', '22', '235', '254', '7040', '7041', '8011', '8014', '8019', '8020', '8200'].concat([
    '90',
    '91',
    '92',
    '93',
    '94',
    '95',
    '96',
    '97',
    '98',
    '99',
  ]),
);

/** True when an application identifier may be a data attribute of a link, `?17=280331`. */
export function mayBeAttribute(ai: string): boolean {
  return !neverAttributes.has(ai);
}
