import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { log } from '#common/log.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import type { ObjectFacts } from '#common/store/object-writer.ts';
import type { SerialBlocks } from '#common/store/serial-blocks.ts';
import type { FileClaim, SerialFiles } from '#common/store/serial-files.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import { backoff, sendingPace } from '#shared/delivery/backoff.ts';
import type { SerialFileMessage } from '#shared/messages/queue-messages.ts';
import { heldRanges, within } from '#shared/serials/block-counters.ts';
import { spellSerials } from './spell-serials.ts';

export interface WriteNeeds {
  readonly files: SerialFiles;
  readonly blocks: Pick<SerialBlocks, 'get'>;
  readonly pools: Pick<SerialPools, 'get' | 'codesFrom'>;
  readonly cipher: PoolCipher;
  readonly write: (key: string, contentType: string, source: AsyncIterable<Uint8Array>) => Promise<ObjectFacts>;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Tries until a person is asked to look. */
const MOST_TRIES = 8;

const contentTypes = {
  text: 'text/plain; charset=us-ascii',
  csv: 'text/csv; charset=us-ascii',
  jsonl: 'application/jsonl',
};

/**
 * Writes one file of serials into the bucket. Repeating it is safe: who finds it in hand, written or not yet due leaves it alone, and whoever begins
 * anew writes the same bytes under the same key. A function that was killed left nothing but parts of an upload, which no one sees.
 */
export const writeSerialFile =
  (needs: WriteNeeds) =>
  async ({ tenant, requestId, file }: SerialFileMessage): Promise<void> => {
    const claim = await needs.files.claim(tenant, requestId, file, needs.now());
    if (claim === undefined) return;
    const { attempts } = claim.file;
    if (attempts > MOST_TRIES) return giveUp(needs, claim, 'whoever wrote it never came to an end');
    try {
      const written = await write(needs, claim);
      const settled = await needs.files.ready(claim, written, needs.now());
      log('serial-file-written', {
        tenant,
        requestId,
        file,
        count: written.count,
        bytes: written.bytes,
        overtaken: settled !== 'done',
      });
    } catch (error) {
      const failure = String(error instanceof Error ? error.message : error);
      log('message-failed', { tenant, requestId, file, error: String(error instanceof Error ? error.stack : error) });
      if (attempts >= MOST_TRIES) return giveUp(needs, claim, failure);
      const wait = backoff(sendingPace, attempts, needs.random());
      await needs.files.failed(claim, failure, new Date(needs.now().getTime() + wait * 1000));
    }
  };

async function giveUp({ files }: WriteNeeds, claim: FileClaim, failure: string): Promise<void> {
  const { tenant, requestId, file } = claim.file;
  await files.failed(claim, failure);
  log('serial-file-failed', { tenant, requestId, file });
}

async function write(needs: WriteNeeds, { file }: FileClaim) {
  const { tenant, requestId, format, compression, without, key } = file;
  const block = await needs.blocks.get(tenant, requestId);
  if (block === undefined) throw new Error(`request ${requestId} of ${tenant} is gone`);
  const pool = await needs.pools.get(tenant, block.pool);
  const held = block;
  let count = 0;
  async function* text(): AsyncGenerator<Uint8Array> {
    const spell = spellSerials(format, pool);
    yield Buffer.from(spell.head);
    for (const range of heldRanges(held, without))
      for await (const { serials } of expandSerials(needs, tenant, pool, within(held, range))) {
        count += serials.length;
        yield Buffer.from(spell.lines(serials));
      }
  }
  const plain = text();
  const bytes = compression === 'gzip' ? zipped(plain) : plain;
  const facts = await needs.write(key, contentTypes[format], bytes);
  return { ...facts, count };
}

/** Level 1: serials are random, five bits of eight say all there is, and more pains do not make them shorter. The header tells no time (RFC 1952 §2.3.1). */
function zipped(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const zip = createGzip({ level: 1 });
  const plain = Readable.from(source, { objectMode: false });
  plain.on('error', (error) => zip.destroy(error));
  return plain.pipe(zip);
}
