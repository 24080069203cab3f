import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { badParameter } from '#common/query-string.ts';

/** What pages of one query have in common with no other query. */
const position = v.object({ at: v.pipe(v.string(), v.regex(/^\d{4}-[^#]+#\d+#/)), of: v.string() });

/**
 * A token stands for a position in time, not for a count, so that what is captured between two pages shifts nothing. It holds only for the
 * query it was made by.
 */
export const writePageToken = (at: string, parameters: ReadonlyMap<string, string>): string =>
  Buffer.from(JSON.stringify({ at, of: queryOf(parameters) })).toString('base64url');

/** The position a token stands for; undefined when the query has none. */
export function readPageToken(parameters: ReadonlyMap<string, string>): string | undefined {
  const token = parameters.get('nextPageToken');
  if (token === undefined) return undefined;
  const read = v.safeParse(
    v.pipe(v.string(), v.parseJson(), position),
    Buffer.from(token, 'base64url').toString('utf8'),
  );
  if (!read.success || read.output.of !== queryOf(parameters))
    throw badParameter('nextPageToken', 'was not made by this query', 'follow the Link header of the page before');
  return read.output.at;
}

/** The page size may change from page to page; everything else is the query. */
function queryOf(parameters: ReadonlyMap<string, string>): string {
  const own = [...parameters].filter(([name]) => name !== 'nextPageToken' && name !== 'perPage').sort();
  return createHash('sha256').update(JSON.stringify(own)).digest('base64url').slice(0, 16);
}
