import { findQuery } from '#common/epcis/find-query.ts';
import { jsonMediaOf } from '#common/epcis/media.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import type { NamedQueries, NamedQuery } from '#common/store/named-queries.ts';
import { queryJson } from '#shared/epcis/write-query-message.ts';

/** The definition of a named query (EPCIS 2.0, REST binding). */
export const showQuery =
  (needs: { queries: Pick<NamedQueries, 'get'> }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const found = await findQuery(needs.queries, request.tenant, request.path['queryName']);
    return { status: 200, body: definitionOf(found), headers: { 'content-type': jsonMediaOf(request) } };
  };

/** The definition as it was posted, CBV words bare. */
export const definitionOf = ({ name, message }: NamedQuery) => ({ ...queryJson(message), name });
