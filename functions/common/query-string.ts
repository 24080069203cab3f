import { refuse } from '#shared/refusal.ts';
import { Refused } from './refused.ts';

/** Longer ones do not pass every gateway on the way. */
const LONGEST = 8000;
/** Tokens of later pages may be longer than that of the first, by a count or an id. */
const TOKEN_MAY_GROW = 300;
const DEFAULT_PER_PAGE = 30;

/** How a parameter is refused: by name, with what is wrong and what to do. */
export type RefuseParameter = (name: string, detail: string, remedy?: string) => Refused;

/**
 * Parameters of a query string. A repeated name is refused (EPCIS 2.0, REST binding). A bare `+` stands for itself: offsets of times and serials have it,
 * and no value has blanks.
 */
export function readQueryString(queryString: string, refuseOne: RefuseParameter = badParameter): Map<string, string> {
  if (queryString.length > LONGEST)
    throw tooLong(`the query string has ${queryString.length} characters, at most ${LONGEST} fit`);
  const decoded = (text: string) => percentDecoded(text, refuseOne);
  const found = new Map<string, string>();
  for (const pair of queryString.split('&')) {
    if (pair === '') continue;
    const [name = '', ...value] = pair.split('=').map(decoded);
    if (found.has(name)) throw refuseOne(name, 'stands twice', 'send it once, members of a list joined by |');
    found.set(name, value.join('='));
  }
  return found;
}

/** `perPage`, 30 when absent, cut to `most`: for the standard it is a maximum. */
export function perPageOf(parameters: ReadonlyMap<string, string>, most: number): number {
  const text = parameters.get('perPage');
  if (text === undefined) return DEFAULT_PER_PAGE;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badParameter('perPage', `is ${text}, not a number from 1`);
  return Math.min(Number(text), most);
}

/** A list of the EPCIS interface that is not filtered takes nothing but what pages it. */
export function mustOnlyPage(parameters: ReadonlyMap<string, string>): void {
  const other = [...parameters.keys()].find((name) => name !== 'perPage' && name !== 'nextPageToken');
  if (other !== undefined)
    throw badParameter(other, 'means nothing here', 'only perPage and nextPageToken do; query events by further ones');
}

/** The refusal of one parameter, which it names (QueryParameterException). */
export const badParameter: RefuseParameter = (name, detail, remedy) =>
  new Refused(
    refuse('bad-parameter', `${name} ${detail}`, {
      at: name,
      rule: 'EPCIS 2.0, SimpleEventQuery parameters',
      ...(remedy !== undefined && { remedy }),
    }),
  );

/**
 * Header of a page that another follows. The link keeps the parameters of this one.
 *
 * @throws Refused `uri-too-long` when the link could not be followed: on the first page already, so that nobody is left halfway
 */
export function nextPage(url: string, parameters: ReadonlyMap<string, string>, token: string | undefined) {
  if (token === undefined) return {};
  const next = new Map([...parameters, ['nextPageToken', token] as const]);
  const query = [...next].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  const room = parameters.has('nextPageToken') ? 0 : TOKEN_MAY_GROW;
  if (query.length + room > LONGEST)
    throw tooLong(`there is a next page, but the link to it would have ${query.length} characters of ${LONGEST}`);
  return { Link: `<${url}?${query}>; rel="next"` };
}

const tooLong = (detail: string) =>
  new Refused(
    refuse('uri-too-long', detail, {
      rule: 'EPCIS 2.0, REST binding, URITooLongException',
      remedy: 'POST the query to /epcis/queries, where lists may be long, and GET /epcis/queries/{queryName}/events',
    }),
  );

/** Identifiers are mostly links: what a query string may hold as it is (RFC 3986, query) stays short. */
const encoded = (text: string) => encodeURIComponent(text).replace(/%(?:3A|2F|2C)/g, decodeURIComponent);

function percentDecoded(text: string, refuseOne: RefuseParameter): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuseOne(
      text.slice(0, 40),
      'is not percent-encoded UTF-8',
      'encode what is not ASCII as UTF-8 (RFC 3986 §2.5)',
    );
  }
}
