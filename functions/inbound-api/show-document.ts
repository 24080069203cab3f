import type { Endpoint } from '#common/http.ts';
import { resultOf } from '#common/inbound/result-of.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { DownloadUrls } from '#common/store/object-writer.ts';
import { findDocument, tellDocument } from './find-document.ts';

interface Needs {
  readonly inbound: Pick<InboundDocuments, 'get'>;
}

export const showDocument =
  ({ inbound }: Needs): Endpoint =>
  async (request) => ({ status: 200, body: tellDocument(await findDocument(inbound, request)) });

/** What became of a document; of a double, what became of the first. */
export const showResult =
  ({ inbound }: Needs): Endpoint =>
  async (request) => {
    const document = await findDocument(inbound, request);
    const { duplicateOf } = document;
    const first = duplicateOf === undefined ? undefined : await inbound.get(request.tenant, duplicateOf);
    return { status: 200, body: resultOf(document, first) };
  };

interface ContentNeeds extends Needs {
  readonly evidence: Pick<EvidenceStore, 'get'>;
  readonly urlOf: DownloadUrls;
  readonly now: () => Date;
}

/** What a function may answer is limited to 6 MB (AWS Lambda quotas), in base64. */
const MOST_BYTES = 4_000_000;
/** How long the URL of a larger document holds. */
const SECONDS = 900;

/** The exact bytes, under the content type they came with; of a larger document a URL that holds for a quarter of an hour. */
export const showContent =
  (needs: ContentNeeds): Endpoint =>
  async (request) => {
    const document = await findDocument(needs.inbound, request);
    if (document.bytes > MOST_BYTES) return elsewhere(needs, document);
    const bytes = await needs.evidence.get(document.key);
    if (bytes === undefined) throw new Error(`the bytes of document ${document.documentId} are missing`);
    return { status: 200, headers: asFile(document), body: bytes };
  };

async function elsewhere({ urlOf, now }: ContentNeeds, document: InboundDocument) {
  const url = await urlOf(document.key, nameOf(document), SECONDS);
  const expiresAt = new Date(now().getTime() + SECONDS * 1000).toISOString();
  return { status: 303, headers: { Location: url }, body: { url, expiresAt } };
}

/** Somebody else's bytes: saved, never run. */
const asFile = (document: InboundDocument) => ({
  'content-type': /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(document.contentType)
    ? document.contentType
    : 'application/octet-stream',
  'content-disposition': `attachment; filename="${nameOf(document)}"`,
  'x-content-type-options': 'nosniff',
});

const nameOf = ({ fileName, documentId }: InboundDocument): string =>
  fileName.replaceAll(/[^\w.-]/g, '_').slice(-100) || documentId;
