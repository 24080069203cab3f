import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import type { Request } from './http.ts';
import { pageKey } from './page-key.ts';
import { nextPage, perPageOf } from './query-string.ts';
import { Refused } from './refused.ts';
import { seal, unseal } from './seal.ts';

/** How long a token of EPCIS may be used, counted from the page it came with. */
const LIVES_MS = 24 * 3_600_000;
/** Characters of a place. */
const LONGEST = 5000;

const token = v.object({
  after: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST)),
  of: v.string(),
  until: v.optional(v.number()),
});

/** A list that is read page by page. */
export interface Paged {
  readonly request: Pick<Request, 'tenant' | 'headers'>;
  /** Path of the list, percent-encoded. */
  readonly url: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** What else tells this list from others under the same path. */
  readonly version?: string;
  /** Name of the parameter that holds the token, where it is not `nextPageToken`. */
  readonly tokenIn?: 'after';
}

/**
 * The page that is asked for: its size, and where it begins.
 *
 * @param most entries of a page
 * @throws Refused `bad-parameter` for a page size that is none, and for a token of another list, or an old one
 */
export function askedPage(paged: Paged, most: number, now: Date): { perPage: number; after?: string } {
  const perPage = perPageOf(paged.parameters, most);
  const after = placeIn(paged, now);
  return { perPage, ...(after !== undefined && { after }) };
}

/** Headers of a page that another follows: the link to it, and until when it may be followed. */
export function nextHeaders(paged: Paged, after: string | undefined, now: Date): Record<string, string> {
  if (after === undefined) return {};
  const until = now.getTime() + LIVES_MS;
  return {
    ...nextPage(paged.url, paged.parameters, tokenOf(paged, after, until)),
    'GS1-Next-Page-Token-Expires': new Date(until).toISOString(),
  };
}

/**
 * Where the page before ended, as the request's token says; undefined for the first page.
 *
 * @throws Refused `bad-parameter` when this list, asked in this way, did not make the token, or it is old at `now`
 */
export function placeIn(paged: Paged, now?: Date): string | undefined {
  const text = paged.parameters.get(nameIn(paged));
  if (text === undefined) return undefined;
  const read = readToken(paged.request.tenant, text);
  if (read === undefined) throw foreignToken(paged);
  if (read.of !== listOf(paged)) throw elsewhere(paged);
  const { after, until } = read;
  if (now !== undefined && until !== undefined && until <= now.getTime())
    throw badToken(paged, 'has expired', 'begin again with the first page');
  return after;
}

/**
 * A token for the page behind a place in the list, which this list takes and no other. It is sealed: a place may be the key of a row that the caller's grant
 * does not reach.
 *
 * @param until milliseconds since 1970; absent: for ever
 */
export function tokenOf(paged: Paged, after: string, until?: number): string {
  const said = { after, of: listOf(paged), ...(until !== undefined && { until }) };
  return seal(pageKey(paged.request.tenant), JSON.stringify(said));
}

/** What a token of the tenant says; undefined for any other text. */
export function readToken(tenant: string, text: string): v.InferOutput<typeof token> | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), token), unseal(pageKey(tenant), text));
  return read.success ? read.output : undefined;
}

/** The refusal of a token that this list did not make. */
export const foreignToken = (paged: Pick<Paged, 'url' | 'tokenIn'>) =>
  badToken(paged, 'was not made by this list', 'take it as it came with the page before, or begin without it');

/** Another list of the tenant made it, or this one asked in another way. */
const elsewhere = (paged: Pick<Paged, 'url' | 'tokenIn'>) =>
  badToken(
    paged,
    'belongs to another question: to another list, or to this one with other parameters',
    'begin without it; the token that comes with a page holds for the question it answers, only the size of the page may change',
  );

function badToken(paged: Pick<Paged, 'url' | 'tokenIn'>, why: string, remedy: string): Refused {
  const name = nameIn(paged);
  const isEpcis = paged.url.startsWith('/epcis/');
  const at = isEpcis ? name : `?${name}`;
  const rule = isEpcis ? 'EPCIS 2.0, REST binding, paging' : 'Seriate API, /api/openapi.json';
  return new Refused(refuse('bad-parameter', `${name} ${why}`, { at, rule, remedy }));
}

const nameIn = ({ tokenIn }: Pick<Paged, 'tokenIn'>): string => tokenIn ?? 'nextPageToken';

/** Sizes of pages, and what is told beside them. */
const free = new Set(['perPage', 'limit', 'summary']);

/** What is free may change from page to page; everything else is the list, the meaning of its prefixes too. */
function listOf(paged: Paged): string {
  const { request, url, parameters, version = '' } = paged;
  const own = [...parameters].filter(([name]) => name !== nameIn(paged) && !free.has(name)).sort();
  const list = [request.tenant, url, request.headers['gs1-extensions'] ?? '', version, own];
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 22);
}
