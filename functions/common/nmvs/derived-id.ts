import { sha256 } from '#common/sha256.ts';

/** The id on the wire of what follows from a transaction: 32 characters, the same however often it is asked for. */
export const derivedId = (id: string, what: string): string => `${sha256(`${id}#${what}`).slice(0, 24)}-${what}`;
