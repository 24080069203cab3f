import { isUtf8 } from 'node:buffer';
import { refuse } from '#shared/refusal.ts';
import type { Answer } from './http.ts';
import { orRefuse } from './refused.ts';
import type { EvidenceStore } from './store/evidence.ts';

type Store = Pick<EvidenceStore, 'get'>;

/** What a function may answer is limited to 6 MB (AWS Lambda quotas); base64 and the envelope take a third of it. */
const MOST_BYTES = 4_000_000;

/**
 * Bytes that are kept, as far as they can be answered.
 *
 * @param gone what is said where there are none
 * @throws Refused `not-found`, `too-large`
 */
export async function evidenceAt(store: Store, key: string | undefined, gone: string): Promise<Uint8Array> {
  const bytes = key === undefined ? undefined : await store.get(key);
  const found = orRefuse(bytes ?? refuse('not-found', gone));
  if (found.byteLength > MOST_BYTES)
    orRefuse(
      refuse('too-large', `the evidence has ${found.byteLength} bytes, at most ${MOST_BYTES} can be answered`, {
        remedy: `read object ${key} of the documents bucket`,
      }),
    );
  return found;
}

/** Headers of somebody else's bytes: to be kept as a file of that name, never run. */
export const evidenceHeaders = (type: string, file: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${file}"`,
  'x-content-type-options': 'nosniff',
});

/**
 * Somebody else's bytes, to the last: shown as text or not at all.
 *
 * @param name of the file, without its ending
 * @param gone what is said where there are none
 * @throws Refused `not-found`, `too-large`
 */
export async function tellEvidence(
  store: Store,
  key: string | undefined,
  { name, gone }: { readonly name: string; readonly gone: string },
): Promise<Answer> {
  const bytes = await evidenceAt(store, key, gone);
  if (!isUtf8(bytes))
    return { status: 200, headers: evidenceHeaders('application/octet-stream', `${name}.bin`), body: bytes };
  const headers = evidenceHeaders('text/plain; charset=utf-8', `${name}.txt`);
  return { status: 200, headers, body: Buffer.from(bytes).toString('utf8') };
}
