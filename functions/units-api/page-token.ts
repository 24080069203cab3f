import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Answer } from '#common/http.ts';
import { nextPage, perPageOf } from '#common/query-string.ts';
import { misfit } from './unit-request.ts';

export interface Paging<Position> {
  readonly perPage: number;
  /** Where the page before ended; absent on the first page. */
  readonly after?: Position;
}

/** A place in the order of things, which nothing captured later shifts. */
export const momentEntries = { happened: v.number(), recorded: v.number(), position: v.number(), eventId: v.string() };

interface Asked {
  /** Path of the listing, percent-encoded. */
  readonly url: string;
  readonly sent: ReadonlyMap<string, string>;
}

/**
 * The page a request asks for. A token stands for a position in what is listed, not for a count, and holds only for the listing that made it.
 *
 * @param most units of one page
 */
export function readPaging<Shape extends v.GenericSchema>(
  asked: Asked,
  shape: Shape,
  most: number,
): Paging<v.InferOutput<Shape>> {
  const perPage = perPageOf(asked.sent, most);
  const token = asked.sent.get('nextPageToken');
  if (token === undefined) return { perPage };
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), v.object({ of: v.string(), after: shape })), text);
  if (!read.success || read.output.of !== listingOf(asked))
    throw misfit('nextPageToken', 'was not made by this listing', 'follow the Link header of the page before');
  return { perPage, after: read.output.after };
}

/** The answer of a page; `next` is the position where it ended when another follows. */
export function pageAnswer(asked: Asked, body: object, next: unknown): Answer {
  if (next === undefined) return { status: 200, body };
  const nextPageToken = Buffer.from(JSON.stringify({ of: listingOf(asked), after: next })).toString('base64url');
  return {
    status: 200,
    body: { ...body, nextPageToken },
    headers: nextPage(asked.url, asked.sent, nextPageToken),
  };
}

/** The size of pages and the summary beside them may change from page to page; everything else is the listing. */
function listingOf({ url, sent }: Asked): string {
  const own = [...sent].filter(([name]) => !['nextPageToken', 'perPage', 'summary'].includes(name)).sort();
  return createHash('sha256')
    .update(JSON.stringify([url, own]))
    .digest('base64url')
    .slice(0, 16);
}
