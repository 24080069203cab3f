import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { ToldInbound } from '#shared/messages/inbound-api.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * The document that a path names. Another partner's is none for a client that is a partner's own.
 *
 * @throws Refused `not-found`
 */
export async function findDocument(
  inbound: Pick<InboundDocuments, 'get'>,
  { tenant, path, partner }: Pick<Request, 'tenant' | 'path' | 'partner'>,
): Promise<InboundDocument> {
  const id = path['documentId'] ?? '';
  const found = await inbound.get(tenant, id);
  if (found !== undefined && (partner === undefined || partner === found.partner)) return found;
  throw new Refused(refuse('not-found', `no document ${id}`, { remedy: 'GET /api/inbound-documents lists them' }));
}

/** What people and partners are told; where its bytes lie, and how often it was tried, is nobody's business. */
export const tellDocument = ({
  tenant: _,
  key: __,
  evidence: ___,
  attempts: ____,
  readings: _____,
  triedAt: ______,
  toldByFile: _______,
  hasReceipt: ________,
  ...told
}: InboundDocument): ToldInbound => told;

/**
 * Whose documents a call is about: of a client that is a partner's own, that partner.
 *
 * @throws Refused `not-permitted` when it names another
 */
export function partnerOf({ partner }: Pick<Request, 'partner'>, asked: string | undefined): string | undefined {
  if (partner === undefined || asked === undefined || asked === partner) return partner ?? asked;
  throw new Refused(
    refuse('not-permitted', `the client is that of partner ${partner}, and not of ${asked}`, {
      at: '?partner',
      remedy: 'leave partner out',
    }),
  );
}
