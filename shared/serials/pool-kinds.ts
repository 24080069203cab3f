/** How a pool stands, and where its serials come from. Apart from the shapes of the API, since every function checks queries by them. */
export const poolStates = ['active', 'frozen', 'retired'] as const;
export const poolKinds = ['random', 'sequential', 'sscc', 'imported'] as const;
