/** Where it applies, ISO 3166-1 alpha-2. */
export const HOME = 'IN';

/** Whose rules they are, for refusals. */
export const RULE = 'iVEDA: parent–child data of medicines made for export';

/** What uploads are called: the level of packaging that is new in each. DAVA calls the outermost package tertiary, those between it and the packs secondary [M]. */
export const names = { primary: 'primary', secondary: 'secondary', tertiary: 'tertiary' } as const;
