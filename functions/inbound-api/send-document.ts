import { createHash } from 'node:crypto';
import { fileSizeLimit } from '#common/epcis/capture-limits.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { type KeepNeeds, keepInbound } from '#common/inbound/keep-inbound.ts';
import type { MayPartner } from '#common/may-partner.ts';
import { mustBeWhole } from '#common/must-be-whole.ts';
import { inboundQueries } from '#common/queries/inbound.ts';
import { readQuery } from '#common/query-parameters.ts';
import { Refused } from '#common/refused.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { Registry } from '#common/store/registry.ts';
import { refuse } from '#shared/refusal.ts';
import { findDocument, partnerOf, tellDocument } from './find-document.ts';

export interface SendNeeds extends KeepNeeds {
  readonly inbound: KeepNeeds['inbound'] & Pick<InboundDocuments, 'get'>;
  readonly registry: Pick<Registry, 'partner'>;
  readonly may: MayPartner;
  readonly now: () => Date;
}

/**
 * Takes a document of a partner in, under the `Idempotency-Key` that its sender gives it or the hash of its bytes, and answers how it stands. Sent again it is the same
 * document; other bytes under its key are a conflict.
 */
export const sendDocument = (needs: SendNeeds): Endpoint => {
  const keep = keepInbound(needs);
  return async (request) => {
    const { tenant, bytes, headers } = request;
    const { partner: asked, fileName = '' } = readQuery(inboundQueries['POST /api/inbound-documents'], request);
    const partner = mustBeNamed(partnerOf(request, asked));
    const isOwn = request.partner !== undefined;
    if ((await needs.registry.partner(tenant, partner)) === undefined)
      throw isOwn ? notYetInForce() : notInForce(partner);
    const suspended = await needs.may(tenant, partner);
    // Our own routes, by which it is taken up again, are nothing to a partner.
    if (suspended !== undefined) throw new Refused(isOwn ? { ...suspended, remedy: ASK } : suspended);
    mustBeTaken(request);
    const kept = await keep({
      tenant,
      partner,
      way: 'api',
      senderId: senderIdOf(request),
      fileName,
      contentType: headers['content-type'] ?? 'application/octet-stream',
      body: bytes,
      at: needs.now(),
    });
    if (!kept.isSame) throw otherBytes(kept.documentId);
    const path = { documentId: kept.documentId };
    const document = await findDocument(needs.inbound, { ...request, path });
    const Location = `/api/inbound-documents/${kept.documentId}`;
    return { status: kept.isNew ? 202 : 200, headers: { Location }, body: tellDocument(document) };
  };
};

function mustBeTaken({ bytes, text }: Request): void {
  if (bytes.length === 0)
    throw new Refused(refuse('malformed', 'there is no document', { at: '/', remedy: 'send it as the body' }));
  if (bytes.length > fileSizeLimit)
    throw new Refused(
      refuse('too-large', `the document has ${bytes.length} bytes, the limit is ${fileSizeLimit}`, {
        at: '/',
        remedy: 'send it in several documents, or by SFTP, which takes larger ones',
      }),
    );
  mustBeWhole(
    { bytes, text },
    'send it as UTF-8, or with Content-Type application/octet-stream, which keeps every byte',
  );
}

function senderIdOf({ headers, bytes }: Request): string {
  const key = headers['idempotency-key'];
  if (key === undefined) return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new Refused(
    refuse(
      'malformed',
      `the Idempotency-Key cannot be used: it has ${key.length} characters, or others than printable ASCII`,
      {
        at: 'Idempotency-Key',
        remedy: 'send 1 to 255 printable ASCII characters without blanks, or leave it out',
      },
    ),
  );
}

function mustBeNamed(partner: string | undefined): string {
  if (partner !== undefined) return partner;
  throw new Refused(
    refuse('bad-parameter', 'whose document it is is not said', {
      at: '?partner',
      rule: 'Seriate API, /api/openapi.json',
      remedy: 'add ?partner=; a client that is a partner’s own may leave it out',
    }),
  );
}

const ASK = 'ask whoever invited you; GET /partner/profile tells how the partnership stands';

/** For a partner's own client: it does not say who it is, and sees no list of partners. */
const notYetInForce = () =>
  new Refused(
    refuse('conflict', 'the partnership is not in force yet', {
      rule: 'docs/partners-onboarding.md: the steps of an onboarding',
      remedy: 'GET /partner/profile tells what is missing; test files are handed in by POST /partner/message-test',
    }),
  );

const notInForce = (partner: string) =>
  new Refused(
    refuse('not-found', `no partner ${partner} is in force`, {
      at: '?partner',
      remedy: 'GET /api/partners lists them; documents are taken once a version of the partner is approved',
    }),
  );

const otherBytes = (documentId: string) =>
  new Refused(
    refuse('conflict', `the key stands for document ${documentId}, which has other bytes`, {
      at: 'Idempotency-Key',
      remedy: 'give what is another document another key',
    }),
  );
