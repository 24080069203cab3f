import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Request } from '#common/http.ts';
import { badParameter, nextPage, perPageOf } from '#common/query-string.ts';

/** How long a token may be used, counted from the page it came with. */
const LIVES_MS = 24 * 3_600_000;

const token = v.object({ after: v.pipe(v.string(), v.maxLength(4000)), of: v.string(), until: v.number() });

/** A list that is read page by page. */
export interface Paged {
  readonly request: Pick<Request, 'tenant' | 'headers'>;
  /** Path of the list, percent-encoded. */
  readonly url: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** What else tells this list from others under the same path. */
  readonly version?: string;
}

/**
 * The page that is asked for: its size, and where it begins.
 *
 * @param most entries of a page
 * @throws Refused `bad-parameter` for a page size that is none, and for a token of another list, or an old one
 */
export function askedPage(paged: Paged, most: number, now: Date): { perPage: number; after?: string } {
  const perPage = perPageOf(paged.parameters, most);
  const text = paged.parameters.get('nextPageToken');
  if (text === undefined) return { perPage };
  const read = readToken(text);
  if (read?.of !== listOf(paged))
    throw badParameter('nextPageToken', 'was not made by this query', 'follow the Link header of the page before');
  if (read.until <= now.getTime())
    throw badParameter('nextPageToken', 'has expired', 'begin again with the first page');
  return { perPage, after: read.after };
}

/** Headers of a page that another follows: the link to it, and until when it may be followed. */
export function nextHeaders(paged: Paged, after: string | undefined, now: Date): Record<string, string> {
  if (after === undefined) return {};
  const until = now.getTime() + LIVES_MS;
  const text = Buffer.from(JSON.stringify({ after, of: listOf(paged), until })).toString('base64url');
  return {
    ...nextPage(paged.url, paged.parameters, text),
    'GS1-Next-Page-Token-Expires': new Date(until).toISOString(),
  };
}

/** What a token says; undefined for any other text. */
export function readToken(text: string): v.InferOutput<typeof token> | undefined {
  const json = Buffer.from(text, 'base64url').toString('utf8');
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), token), json);
  return read.success ? read.output : undefined;
}

/** The page size may change from page to page; everything else is the query, the meaning of its prefixes too. */
function listOf({ request, url, parameters, version = '' }: Paged): string {
  const own = [...parameters].filter(([name]) => name !== 'nextPageToken' && name !== 'perPage').sort();
  const list = [request.tenant, url, request.headers['gs1-extensions'] ?? '', version, own];
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 22);
}
