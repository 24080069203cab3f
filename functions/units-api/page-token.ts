import * as v from 'valibot';
import type { Answer, Request } from '#common/http.ts';
import { foreignToken, placeIn, tokenOf } from '#common/page-token.ts';
import { nextPage, perPageOf } from '#common/query-string.ts';

export interface Paging<Position> {
  readonly perPage: number;
  /** Where the page before ended; absent on the first page. */
  readonly after?: Position;
}

/** A place in the order of things, which nothing captured later shifts. */
export const momentEntries = { happened: v.number(), recorded: v.number(), position: v.number(), eventId: v.string() };

interface Asked {
  readonly request: Pick<Request, 'tenant' | 'headers'>;
  /** Path of the listing, percent-encoded. */
  readonly url: string;
  readonly parameters: ReadonlyMap<string, string>;
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
  const perPage = perPageOf(asked.parameters, most);
  const place = placeIn(asked);
  if (place === undefined) return { perPage };
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), place);
  if (!read.success) throw foreignToken(asked);
  return { perPage, after: read.output };
}

/** The answer of a page; `next` is the position where it ended when another follows. */
export function pageAnswer(asked: Asked, body: object, next: unknown): Answer {
  if (next === undefined) return { status: 200, body };
  const nextPageToken = tokenOf(asked, JSON.stringify(next));
  return {
    status: 200,
    body: { ...body, nextPageToken },
    headers: nextPage(asked.url, asked.parameters, nextPageToken),
  };
}
