import * as v from 'valibot';

/** A member in milliseconds, ten minutes at most. */
export const milliseconds = (least: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(600_000));

/** What every networked device needs. Drivers add members of their own. */
export const addressEntries = {
  host: v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'expected a host name or an IP address')),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  /** How long one exchange may take. */
  timeoutMs: v.optional(milliseconds(10), 2_000),
};

/** How often a quiet device is asked whether it is still there. */
export const pollEntry = v.optional(milliseconds(5), 1_000);

export type Address = { host: string; port: number; timeoutMs: number };
