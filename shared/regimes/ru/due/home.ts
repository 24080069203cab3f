/** Where MDLP is kept. */
export const HOME = 'RU';

/** True for a country that is known to be another. */
export const isAbroad = (country: string | undefined): boolean => country !== undefined && country !== HOME;
