import * as v from 'valibot';
import { badParameter } from '#common/query-string.ts';

/**
 * Where a page ended: a position in time, not a count, so that what is captured between two pages shifts nothing. In the order of record time it
 * says that too; in any other, `of` names the event. `given` says how many events came before, where only so many are wanted.
 */
const cursor = v.object({
  at: v.pipe(v.string(), v.maxLength(200), v.regex(/^\d{4}-[^#]+#\d+#/)),
  recorded: v.optional(v.pipe(v.string(), v.maxLength(40))),
  of: v.optional(v.string()),
  given: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Cursor = v.InferOutput<typeof cursor>;

/** A cursor as text for `after`. */
export const writeCursor = (position: Cursor): string => JSON.stringify(position);

/** @throws Refused `bad-parameter` when no page ended so */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), cursor), text);
  if (read.success) return read.output;
  throw badParameter('nextPageToken', 'was not made by this query', 'follow the Link header of the page before');
}
