import { createHash } from 'node:crypto';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { type ImportNeeds, runImport } from '#common/imports/run-import.ts';
import { mustTouch } from '#common/principal.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { type Documents, serialListKey } from '#common/store/documents.ts';
import type { SerialImport } from '#common/store/serial-imports.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { UploadUrls } from '#common/store/upload-urls.ts';
import { begunListUpload, listTypes, wantedListUpload } from '#shared/messages/pools-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import { touchedBy } from './list-pools.ts';
import { answerImport } from './show-imports.ts';

export interface ListNeeds extends ImportNeeds {
  readonly pools: Pick<SerialPools, 'get' | 'find' | 'issuersOf'>;
  readonly documents: Pick<Documents, 'pieces' | 'put' | 'facts'>;
  readonly urlToPut: UploadUrls;
  readonly wakeImport: SendToQueue;
}

/** Bytes of a list that is brought in while the caller waits; a larger one goes on by itself. */
const AT_ONCE = 500_000;
/** Until the sweep looks after a list whose caller or message was lost. */
const WAKE_MS = 60_000;
const SECONDS = 3600;
const idPattern = /^[A-Za-z0-9._:-]{1,64}$/;

/** Brings in a list that fits the request. The same id with the same bytes answers the same import. */
export const putList =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const { tenant, bytes } = request;
    const pool = await poolOf(needs, request);
    const importId = importIdOf(request);
    const mediaType = mediaTypeOf(request);
    const sum = createHash('sha256').update(bytes).digest('hex');
    const key = serialListKey(tenant, pool.id, `${importId}.${sum.slice(0, 32)}`);
    const earlier = await needs.imports.get(tenant, pool.id, importId);
    if (earlier !== undefined) return again(needs, request, earlier, key);
    mustTake(pool);
    await needs.documents.put(key, bytes, mediaType);
    return begin(needs, request, { pool: pool.id, importId, key, mediaType });
  };

/** Makes room for a list too large for a request: the client puts it at the URL, with the headers, and completes the upload. */
export const beginListUpload =
  (needs: ListNeeds): Endpoint =>
  async (request) => {
    const pool = await poolOf(needs, request);
    const importId = importIdOf(request);
    const { contentType, bytes } = read(wantedListUpload, json(request));
    mustTake(pool);
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
    const pool = await poolOf(needs, request);
    const importId = importIdOf(request);
    const key = serialListKey(request.tenant, pool.id, importId);
    const earlier = await needs.imports.get(request.tenant, pool.id, importId);
    if (earlier !== undefined) return again(needs, request, earlier, key);
    mustTake(pool);
    const facts = await needs.documents.facts(key);
    const mediaType = listTypes.find((type) => type === facts?.contentType);
    if (facts === undefined || mediaType === undefined) throw new Refused(notThere(pool.id, importId));
    return begin(needs, request, { pool: pool.id, importId, key, mediaType });
  };

async function begin(
  needs: ListNeeds,
  request: Request,
  list: Pick<SerialImport, 'pool' | 'importId' | 'key' | 'mediaType'>,
) {
  const facts = await needs.documents.facts(list.key);
  if (facts === undefined) throw new Refused(notThere(list.pool, list.importId));
  const { etag, bytes } = facts;
  const { tenant, caller: by, home } = request;
  const at = needs.now();
  const row: SerialImport = { ...list, state: 'waiting', etag, bytes, by, home, at: at.toISOString() };
  if ((await needs.imports.create(tenant, row, new Date(at.getTime() + WAKE_MS))) === 'exists') {
    const earlier = await needs.imports.get(tenant, list.pool, list.importId);
    return again(needs, request, earlier ?? row, list.key);
  }
  return goOn(needs, tenant, row);
}

/** A small list is brought in at once; while another list of its GTIN is on its way it waits like a large one. */
async function goOn(needs: ListNeeds, tenant: string, row: SerialImport) {
  if (row.bytes <= AT_ONCE)
    try {
      return answerImport(await runImport(needs, tenant, row.pool, row.importId));
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refused !== 'busy') throw error;
    }
  await needs.wakeImport({ tenant, pool: row.pool, importId: row.importId });
  return answerImport(row);
}

/** The import of that id, if it is of the same bytes. One that was cut short goes on. */
function again(needs: ListNeeds, { tenant }: Request, earlier: SerialImport, key: string) {
  if (earlier.key !== key) throw new Refused(usedId(earlier.importId));
  return earlier.state === 'waiting' || earlier.state === 'storing'
    ? goOn(needs, tenant, earlier)
    : answerImport(earlier);
}

async function poolOf(needs: ListNeeds, request: Request): Promise<ImportedPool> {
  const pool = await needs.pools.get(request.tenant, request.path['pool'] ?? '');
  mustTouch(request, touchedBy(pool));
  if (pool.kind === 'imported') return pool;
  throw new Refused(
    refuse('conflict', `pool ${pool.id} is of kind ${pool.kind} and makes its own serials`, {
      at: 'pool',
      rule: 'Seriate: lists come into imported pools',
      remedy: 'create a pool of kind "imported" for the list',
    }),
  );
}

function mustTake({ id, state }: ImportedPool): void {
  if (state !== 'retired') return;
  throw new Refused(
    refuse('conflict', `pool ${id} is retired`, {
      at: 'pool',
      rule: 'Seriate: a retired pool never issues again',
      remedy: 'import the list into another pool',
    }),
  );
}

function importIdOf({ path }: Request): string {
  const id = path['importId'] ?? '';
  if (idPattern.test(id)) return id;
  throw new Refused(
    refuse('malformed', 'the import id is none', { at: 'importId', remedy: 'choose 1 to 64 letters, digits or ._:-' }),
  );
}

function mediaTypeOf({ headers }: Request) {
  const asked = (headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase();
  const found = listTypes.find((type) => type === asked);
  if (found !== undefined) return found;
  throw new Refused(
    refuse('unsupported-media', `a list is no ${asked}`, {
      at: 'content-type',
      rule: 'RFC 9110 §15.5.16',
      remedy: `send ${listTypes.join(', ')}`,
    }),
  );
}

const usedId = (importId: string) =>
  refuse('conflict', `import ${importId} is of another list`, {
    at: 'importId',
    rule: 'Seriate: an import id names one list',
    remedy: 'use a new import id for another list',
  });

const notThere = (pool: string, importId: string) =>
  refuse('conflict', `nothing was put at the URL of import ${importId}`, {
    at: 'importId',
    rule: 'Seriate: an upload is completed when it is there',
    remedy: `put the list there first; a URL holds for an hour, then POST /api/pools/${pool}/imports/${importId}/upload makes another`,
  });
