import { type Endpoint, json, type Request } from '#common/http.ts';
import { serialQueries } from '#common/queries/serials.ts';
import { readQuery } from '#common/query-parameters.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { DownloadUrls } from '#common/store/object-writer.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import { dropsAt, fileName, type SerialFile, type SerialFiles } from '#common/store/serial-files.ts';
import { type SerialFileAnswer, wantedFile } from '#shared/messages/serials-api.ts';
import { refuse } from '#shared/refusal.ts';
import { findBlock } from './find-block.ts';

export interface FileNeeds {
  readonly blocks: Pick<SerialBlocks, 'get'>;
  readonly files: Pick<SerialFiles, 'of' | 'want'>;
  readonly urlOf: DownloadUrls;
  readonly wakeFile: SendToQueue;
  readonly now: () => Date;
}

/** Seconds that a URL holds. */
const URL_SECONDS = 900;
/** A file that is dropped so soon could not be fetched under a URL that is told now. */
const MARGIN_MS = URL_SECONDS * 1000;

/**
 * Has a request's serials written as a file. Asking again for the same file answers the same job; a new one is begun when the file failed, was dropped,
 * or holds numbers that were given back since.
 */
export const orderFile =
  (needs: FileNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const wanted = read(wantedFile, json(request));
    const block = await findBlock(needs.blocks, request);
    const { requestId } = block;
    const without = block.parts.map(({ first, last }) => ({ first, last }));
    const before = (await needs.files.of(tenant, requestId)).find(({ file }) => file === fileName(wanted));
    const stands =
      before !== undefined &&
      before.without.length === without.length &&
      standing(needs, before) !== 'failed' &&
      standing(needs, before) !== 'expired';
    if (!stands) await needs.files.want({ tenant, requestId, ...wanted, without }, needs.now(), before);
    const job = await find(needs, request, requestId, fileName(wanted));
    // Row before message: one that is lost costs time, no file. Woken again, it is left alone if it is written.
    if (job.state === 'due') await needs.wakeFile({ tenant, requestId, file: job.file });
    return {
      status: 202,
      body: await tellFile(needs, job),
      headers: { Location: `/api/serial-requests/${encodeURIComponent(requestId)}/file` },
    };
  };

/** How a file stands, and where it is fetched once it is ready. Of several files of a request the one asked for last, unless the query names another. */
export const showFile =
  (needs: FileNeeds): Endpoint =>
  async (request) => {
    const { format, compression } = readQuery(serialQueries['GET /api/serial-requests/{requestId}/file'], request);
    const { requestId } = await findBlock(needs.blocks, request);
    const file = format === undefined ? undefined : fileName({ format, compression });
    return { status: 200, body: await tellFile(needs, await find(needs, request, requestId, file)) };
  };

async function find(
  { files }: FileNeeds,
  { tenant }: Request,
  requestId: string,
  wanted?: string,
): Promise<SerialFile> {
  const found = (await files.of(tenant, requestId)).find(({ file }) => wanted === undefined || file === wanted);
  if (found !== undefined) return found;
  throw new Refused(
    refuse('not-found', `no ${wanted === undefined ? 'file' : `file ${wanted}`} of request ${requestId}`, {
      remedy: `POST /api/serial-requests/${requestId}/file with {"format": "text"} has it written`,
    }),
  );
}

/** A file that the bucket has dropped, or soon will, is there no more. */
function standing({ now }: Pick<FileNeeds, 'now'>, { state, readyAt }: SerialFile): SerialFile['state'] {
  const isOver = readyAt !== undefined && now().getTime() + MARGIN_MS >= dropsAt(readyAt).getTime();
  return state === 'ready' && isOver ? 'expired' : state;
}

async function tellFile(needs: FileNeeds, job: SerialFile): Promise<SerialFileAnswer> {
  const { requestId, format, compression, createdAt, count, sha256, bytes, readyAt, failure, file, key } = job;
  const state = standing(needs, job);
  const told = { requestId, format, compression, state, createdAt, count, sha256, bytes, failure };
  if (state !== 'ready' || readyAt === undefined) return told;
  const url = await needs.urlOf(key, `${requestId}.${file}`.replaceAll(/[^A-Za-z0-9._-]/g, '_'), URL_SECONDS);
  const urlUntil = new Date(needs.now().getTime() + URL_SECONDS * 1000).toISOString();
  return { ...told, url, urlUntil, expiresAt: dropsAt(readyAt).toISOString() };
}
