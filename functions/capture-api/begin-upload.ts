import * as v from 'valibot';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { captureDocumentKey } from '#common/store/documents.ts';
import type { UploadUrls } from '#common/store/upload-urls.ts';
import { refuse } from '#shared/refusal.ts';
import { newCaptureId } from './create-job.ts';
import { syntaxOf } from './media-of.ts';

/** Bytes of a document that comes by upload. */
export const uploadLimit = 300_000_000;
/** How long the URL of an upload holds. */
const SECONDS = 3600;

export const wantedUpload = v.strictObject({
  contentType: v.pipe(v.string(), v.maxLength(200)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
});

export const begunUpload = v.object({
  captureID: v.string(),
  url: v.string(),
  headers: v.record(v.string(), v.string()),
  expiresAt: v.string(),
});

/**
 * Makes room for a document that is too large for a request: the client puts it at the URL, with the headers, and completes the upload.
 * Nothing remembers an upload that is not completed but the object itself.
 */
export const beginUpload =
  (needs: { urlToPut: UploadUrls; now: () => Date; newId: () => string }): Endpoint =>
  async (request) => {
    const { contentType, bytes } = read(wantedUpload, json(request));
    syntaxOf(contentType);
    if (bytes > uploadLimit) throw beyondUploadLimit(bytes);
    const at = needs.now();
    const captureID = newCaptureId(needs, at);
    const url = await needs.urlToPut(captureDocumentKey(request.tenant, captureID), contentType, bytes, SECONDS);
    const expiresAt = new Date(at.getTime() + SECONDS * 1000).toISOString();
    const headers = { 'Content-Type': contentType, 'Content-Length': String(bytes) };
    return { status: 201, body: { captureID, url, headers, expiresAt } satisfies v.InferOutput<typeof begunUpload> };
  };

export const beyondUploadLimit = (bytes: number) =>
  new Refused(
    refuse('too-large', `the document has ${bytes} bytes, the limit of an upload is ${uploadLimit}`, {
      remedy: 'capture it in several documents',
    }),
  );
