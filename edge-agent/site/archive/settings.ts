import * as v from 'valibot';

/** How long lots stay in the database, and where they go. Paths are relative to the configuration file. */
export const archiveSettings = v.strictObject({
  /** Days after a lot was closed. */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650)), 30),
  /** Folder for the files; `archive` beside the database when left out. */
  folder: v.optional(v.pipe(v.string(), v.minLength(1))),
});
