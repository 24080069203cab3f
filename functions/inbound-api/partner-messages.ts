import type { Answer, Endpoint, Request } from '#common/http.ts';
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
import { type KnownNeeds, mustBeKnown } from './must-be-known.ts';

interface MayFetch {
  readonly may: MayPartner;
}

/** A suspended or ended partner is given nothing; our own people look all the same. */
async function mustBeAllowed(may: MayPartner, { tenant, partner }: Request): Promise<void> {
  const barred = partner === undefined ? undefined : await may(tenant, partner);
  if (barred !== undefined) throw new Refused(barred);
}

interface ListNeeds extends MayFetch, KnownNeeds {
  readonly mailbox: Pick<PartnerMailbox, 'list'>;
}

/**
 * Messages that stand ready for a partner that fetches them, the oldest first, `limit` a page; `next` is what to give as `after`, now or whenever it comes again. A
 * partner's own client sees its own.
 */
export const listMessages =
  ({ mailbox, may, master }: ListNeeds): Endpoint =>
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
    const { messages, next, more } = await mailbox.list(tenant, partner, limit, placeIn(paged));
    if (messages.length === 0) await mustBeKnown({ master }, request, asked);
    return { status: 200, body: { messages, next: tokenOf(paged, next), more } };
  };

interface MessageNeeds extends MayFetch {
  readonly deliveries: Pick<Deliveries, 'get'>;
  readonly mailbox: Pick<PartnerMailbox, 'get' | 'noteFetched'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly urlOf: DownloadUrls;
  readonly now: () => Date;
}

/** What a function may answer is limited to 6 MB (AWS Lambda quotas), in base64. */
const MOST_BYTES = 4_000_000;
/** How long the URL of a larger message holds. */
const SECONDS = 900;

/**
 * The exact bytes of a message to a partner; of a larger one a URL that holds for a quarter of an hour. That a partner was given what stood ready for it, or the address of it, by which client and when,
 * is kept with the delivery before it is answered.
 */
export const showMessage =
  (needs: MessageNeeds): Endpoint =>
  async (request) => {
    await mustBeAllowed(needs.may, request);
    const { deliveryId, isFetched, ...message } = await findMessage(needs, request);
    const answer = await contentOf(needs, message);
    const { tenant, partner, caller } = request;
    if (partner !== undefined && !isFetched) {
      const isAddress = answer.status === 303 && { address: true as const };
      const fetched = { message: message.id, at: needs.now().toISOString(), by: caller, ...isAddress };
      await needs.mailbox.noteFetched(tenant, partner, deliveryId, fetched);
    }
    return answer;
  };

interface Found {
  readonly id: string;
  /** Of the object that holds its bytes. */
  readonly key: string;
  readonly fileName: string;
  readonly contentType: string;
}

async function contentOf({ evidence, urlOf, now }: MessageNeeds, message: Found): Promise<Answer> {
  const { key, fileName, contentType } = message;
  const bytes = await evidence.get(key);
  if (bytes === undefined) throw new Error(`evidence ${key} is gone`);
  if (bytes.length > MOST_BYTES) {
    const url = await urlOf(key, fileName, SECONDS);
    const expiresAt = new Date(now().getTime() + SECONDS * 1000).toISOString();
    return { status: 303, headers: { Location: url }, body: { url, expiresAt } };
  }
  const disposition = `attachment; filename="${fileName}"`;
  const safe = { 'content-disposition': disposition, 'x-content-type-options': 'nosniff' };
  return { status: 200, headers: { 'content-type': contentType, ...safe }, body: bytes };
}

/**
 * A message that was written for a partner: one that stands ready, whatever was sent anew since, or the latest of a delivery that goes by another channel. Another's is none for a
 * client that is a partner's own.
 */
async function findMessage({ deliveries, mailbox }: MessageNeeds, { tenant, path, partner }: Request) {
  const id = path['message'] ?? '';
  // A message that a person had sent anew goes by the id of its delivery with the round behind it.
  const deliveryId = id.replace(/-\d+$/, '');
  const { frozen, subject, partner: its } = (await deliveries.get(tenant, deliveryId)) ?? {};
  const isIts = its !== undefined && (partner === undefined || partner === its);
  const ready = isIts ? await mailbox.get(tenant, its, id) : undefined;
  if (ready !== undefined) {
    const { key, fileName, contentType, fetched } = ready;
    return { deliveryId, id, key, fileName, contentType, isFetched: fetched !== undefined };
  }
  if (isIts && frozen?.requestId === id && subject?.message !== undefined) {
    const contentType = frozen.headers['content-type'] ?? 'application/octet-stream';
    return { deliveryId, id, key: frozen.evidenceKey, fileName: frozen.fileName ?? id, contentType, isFetched: false };
  }
  throw new Refused(refuse('not-found', `no message ${id}`, { remedy: 'GET /api/partner-messages lists them' }));
}
