import * as v from 'valibot';

/** What a line that drops files is configured with: where its folders are. */
export const filesEntries = {
  /** Relative to the configuration file. */
  folder: v.pipe(v.string(), v.minLength(1)),
  /** How often it is looked for new files, in milliseconds. A file is taken when it has stayed the same from one look to the next. */
  lookMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(60_000)), 1_000),
  /** A larger file is refused unread. */
  mostBytes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1_024), v.maxValue(64 * 1024 * 1024)),
    2 * 1024 * 1024,
  ),
};
