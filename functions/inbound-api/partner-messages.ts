import type { Endpoint, Request } from '#common/http.ts';
import type { MayPartner } from '#common/may-partner.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { inboundQueries } from '#common/queries/inbound.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { DownloadUrls } from '#common/store/object-writer.ts';
import type { PartnerMailbox } from '#common/store/partner-mailbox.ts';
import { refuse } from '#shared/refusal.ts';
import { partnerOf } from './find-document.ts';

interface MayFetch {
  readonly may: MayPartner;
}

/** A suspended or ended partner is given nothing; our own people look all the same. */
async function mustBeAllowed(may: MayPartner, { tenant, partner }: Request): Promise<void> {
  const barred = partner === undefined ? undefined : await may(tenant, partner);
  if (barred !== undefined) throw new Refused(barred);
}

/** Messages that stand ready for a partner that fetches them, the oldest first, `limit` a page. A partner's own client sees its own. */
export const listMessages =
  ({ mailbox, may }: MayFetch & { readonly mailbox: Pick<PartnerMailbox, 'list'> }): Endpoint =>
  async (request) => {
    await mustBeAllowed(may, request);
    const { tenant, url, queryString } = request;
    const { partner: asked, limit } = readQuery(inboundQueries['GET /api/partner-messages'], request);
    const partner = orRefuse(
      partnerOf(request, asked) ??
        refuse('bad-parameter', 'it is not said whose messages are wanted', {
          at: '?partner',
          remedy: 'name a partner of the master data',
        }),
    );
    // The token of one partner's list is none of another's.
    const paged = {
      request,
      url,
      parameters: readQueryString(queryString),
      version: partner,
      tokenIn: 'after',
    } as const;
    const { messages, next } = await mailbox.list(tenant, partner, limit, placeIn(paged));
    return { status: 200, body: { messages, ...(next !== undefined && { next: tokenOf(paged, next) }) } };
  };

interface MessageNeeds extends MayFetch {
  readonly deliveries: Pick<Deliveries, 'get'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly urlOf: DownloadUrls;
  readonly now: () => Date;
}

/** What a function may answer is limited to 6 MB (AWS Lambda quotas), in base64. */
const MOST_BYTES = 4_000_000;
/** How long the URL of a larger message holds. */
const SECONDS = 900;

/** The exact bytes of a message to a partner; of a larger one a URL that holds for a quarter of an hour. */
export const showMessage =
  (needs: MessageNeeds): Endpoint =>
  async (request) => {
    await mustBeAllowed(needs.may, request);
    const { evidenceKey, fileName, headers } = await findMessage(needs, request);
    const bytes = await needs.evidence.get(evidenceKey);
    if (bytes === undefined) throw new Error(`evidence ${evidenceKey} is gone`);
    if (bytes.length > MOST_BYTES) {
      const url = await needs.urlOf(evidenceKey, fileName, SECONDS);
      const expiresAt = new Date(needs.now().getTime() + SECONDS * 1000).toISOString();
      return { status: 303, headers: { Location: url }, body: { url, expiresAt } };
    }
    const contentType = headers['content-type'] ?? 'application/octet-stream';
    const disposition = `attachment; filename="${fileName}"`;
    const safe = { 'content-disposition': disposition, 'x-content-type-options': 'nosniff' };
    return { status: 200, headers: { 'content-type': contentType, ...safe }, body: bytes };
  };

/** A message that was written for a partner: another's is none for a client that is a partner's own. */
async function findMessage({ deliveries }: MessageNeeds, { tenant, path, partner }: Request) {
  const id = path['message'] ?? '';
  // A message that a person had sent anew goes by the id of its delivery with the round behind it.
  const delivery = await deliveries.get(tenant, id.replace(/-\d+$/, ''));
  const { frozen, subject } = delivery ?? {};
  const isIts = partner === undefined || partner === delivery?.partner;
  if (frozen?.requestId === id && subject?.message !== undefined && isIts)
    return { ...frozen, fileName: frozen.fileName ?? id };
  throw new Refused(refuse('not-found', `no message ${id}`, { remedy: 'GET /api/partner-messages lists them' }));
}
