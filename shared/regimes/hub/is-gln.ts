import { checkDigitHolds } from '../../gs1/check-digit.ts';

/** 13 digits, of which the last holds. */
export const isGln = (gln: string): boolean => /^\d{13}$/.test(gln) && checkDigitHolds(gln);
