import { sha256 } from '../../../wire/sha256.ts';

/** An id of 20 characters as messages and events have it: the same text gives the same one. */
export const idOf = (text: string): string => sha256(text).slice(0, 20).toUpperCase();
