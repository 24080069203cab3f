import { EPCIS_CONTEXT } from '#shared/epcis/prefixes.ts';
import { mustSpeakVersion2, versionHeaders } from '../epcis-headers.ts';
import type { Answer, Request } from '../http.ts';
import { jsonMediaOf } from './media.ts';

/** A Collection of members, which the standard has in JSON only (EPCIS 2.0, REST binding). */
export function answerCollection(
  request: Request,
  members: readonly string[],
  headers: Record<string, string> = {},
): Answer {
  mustSpeakVersion2(request);
  const media = jsonMediaOf(request);
  return {
    status: 200,
    body: { '@context': EPCIS_CONTEXT, type: 'Collection', member: members },
    headers: { 'content-type': media, ...versionHeaders, ...headers },
  };
}
