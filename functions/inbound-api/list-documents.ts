import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { inboundQueries } from '#common/queries/inbound.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { partnerOf, tellDocument } from './find-document.ts';
import { type KnownNeeds, mustBeKnown } from './must-be-known.ts';

interface ListNeeds extends KnownNeeds {
  readonly inbound: Pick<InboundDocuments, 'list'>;
}

/** Documents that partners sent, the newest first, `limit` a page; `next` is what to give as `after`, also after a short page. A partner's own client sees its own. */
export const listDocuments =
  ({ inbound, master }: ListNeeds): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const { partner: asked, state, way, limit } = readQuery(inboundQueries['GET /api/inbound-documents'], request);
    const partner = partnerOf(request, asked);
    // The token of one partner's list is none of another's.
    const version = request.partner ?? '';
    const paged = { request, url, parameters: readQueryString(queryString), version, tokenIn: 'after' } as const;
    const { documents, next } = await inbound.list(tenant, { partner, state, way, limit, after: placeIn(paged) });
    if (documents.length === 0) await mustBeKnown({ master }, request, asked);
    const more = next !== undefined && { next: tokenOf(paged, next) };
    return { status: 200, body: { documents: documents.map(tellDocument), ...more } };
  };
