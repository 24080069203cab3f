import { begunListUpload, type ToldImport, toldImport } from '../../shared/messages/pools-api.ts';
import type { Api } from '../api.ts';
import { type OnProgress, sendRequest } from '../send-request.ts';

interface Wanted {
  readonly pool: string;
  readonly importId: string;
  readonly file: File;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** Puts a list of codes where the pool takes it from, and has it brought in. Answers how far that is. @throws Problem */
export async function bringList(api: Api, { pool, importId, file, ...how }: Wanted): Promise<ToldImport> {
  const path = `/api/pools/${encodeURIComponent(pool)}/imports/${encodeURIComponent(importId)}`;
  const contentType = /\.(jsonl|ndjson)$/i.test(file.name) ? 'application/x-ndjson' : 'text/csv';
  const { url, headers } = await api.post(`${path}/upload`, { contentType, bytes: file.size }, begunListUpload);
  // The browser sets the length itself and lets nobody else do so.
  const signed = Object.fromEntries(Object.entries(headers).filter(([name]) => !/^content-length$/i.test(name)));
  await sendRequest('PUT', url, signed, file, how);
  return api.post(`${path}/complete`, {}, toldImport);
}
