/** Where what belongs to a transaction is kept. */
export const placeOf = (tenant: string, id: string): string => `${tenant}/evidence/nmvs-${id}`;
