import * as v from 'valibot';

/** Members that the routes of the warehouse have in common. */
export const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500));
export const scans = v.pipe(v.array(text), v.minLength(1), v.maxLength(400));
export const token = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable characters without spaces'),
);
export const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500));
