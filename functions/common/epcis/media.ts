import { refuse } from '#shared/refusal.ts';
import type { Request } from '../http.ts';
import { Refused } from '../refused.ts';
import { preferred } from './accept.ts';

const json = ['application/json', 'application/ld+json'] as const;
const xml = ['application/xml', 'text/xml'] as const;
/** Media types of events. */
export const eventMedia = [...json, ...xml] as const;

/** How an answer is written. `media` is its content type. */
export interface Form {
  readonly form: 'json' | 'xml';
  readonly media: string;
}

/** JSON or XML, as the Accept header wants it; JSON when both will do. Anything else is NotAcceptableException (EPCIS 2.0, REST binding). */
export function formOf({ headers }: Pick<Request, 'headers'>): Form {
  const media = preferred(headers['accept'], eventMedia);
  if (media === undefined) throw notAcceptable(headers['accept'], eventMedia);
  return { form: isXml(media) ? 'xml' : 'json', media };
}

/** The JSON media type for an answer that the standard has in JSON only. */
export function jsonMediaOf({ headers }: Pick<Request, 'headers'>): string {
  const media = preferred(headers['accept'], json);
  if (media === undefined) throw notAcceptable(headers['accept'], json);
  return media;
}

/**
 * @param what the body is to make, in words: `a query`
 * @throws Refused `unsupported-media` when the content type is not JSON
 */
export function mustBeJson({ headers }: Pick<Request, 'headers'>, what: string, rule: string): void {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (json.some((one) => one === type)) return;
  throw new Refused(
    refuse('unsupported-media', `${what} cannot be ${type || 'of no content type'}`, {
      rule,
      remedy: 'send JSON as application/json',
    }),
  );
}

const isXml = (media: string): boolean => media.endsWith('/xml');

const notAcceptable = (accept: string | undefined, offered: readonly string[]) =>
  new Refused(
    refuse('not-acceptable', `this resource cannot be written as ${accept}`, {
      at: 'Accept',
      rule: 'EPCIS 2.0, REST binding, media types',
      remedy: `ask for ${offered.join(', ')}`,
    }),
  );
