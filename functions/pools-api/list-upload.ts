import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { serialListKey } from '#common/store/documents.ts';
import { begunListUpload, listTypes, wantedListUpload } from '#shared/messages/pools-api.ts';
import { again, begin } from './begin-import.ts';
import type { ListNeeds } from './list-needs.ts';
import { listOf } from './list-of-request.ts';
import { isRetired, notThere, usedId } from './list-refusals.ts';

const SECONDS = 3600;

/** Makes room for a list too large for a request: the client puts it at the URL, with the headers, and completes the upload. */
export const beginListUpload =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const { pool, importId } = await listOf(needs, request);
    const { contentType, bytes } = read(wantedListUpload, json(request));
    if (pool.state === 'retired') throw new Refused(isRetired(pool.id));
    if ((await needs.imports.get(request.tenant, pool.id, importId)) !== undefined) throw new Refused(usedId(importId));
    const key = serialListKey(request.tenant, pool.id, importId);
    const url = await needs.urlToPut(key, contentType, bytes, SECONDS);
    const expiresAt = new Date(needs.now().getTime() + SECONDS * 1000).toISOString();
    const headers = { 'Content-Type': contentType, 'Content-Length': String(bytes) };
    return { status: 201, body: read(begunListUpload, { importId, url, headers, expiresAt }) };
  };

/** Brings in an uploaded list, as it is now. Completing it again answers the same import. */
export const completeListUpload =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const { pool, importId } = await listOf(needs, request);
    const key = serialListKey(request.tenant, pool.id, importId);
    const earlier = await needs.imports.get(request.tenant, pool.id, importId);
    if (earlier !== undefined) return again(needs, request, earlier, key);
    if (pool.state === 'retired') throw new Refused(isRetired(pool.id));
    const facts = await needs.documents.facts(key);
    const mediaType = listTypes.find((type) => type === facts?.contentType);
    if (facts === undefined || mediaType === undefined) throw new Refused(notThere(pool.id, importId));
    return begin(needs, request, { pool: pool.id, importId, key, mediaType });
  };
