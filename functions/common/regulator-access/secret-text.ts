import * as v from 'valibot';

/** A member of a secret. */
export const text = v.pipe(v.string(), v.minLength(1));
