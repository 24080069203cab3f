import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { aesBlocks } from '#common/aes.ts';
import { writeObject } from '#common/store/object-writer.ts';
import type { SerialFile } from '#common/store/serial-files.ts';
import { newRandomPool } from '#shared/serials/new-pool.ts';
import { writeSerialFile } from '../../functions/write-serial-file/write-serial-file.ts';
import { mostMemory } from './most-memory.ts';

// Writes a file of as many serials as the first argument says, by multipart upload over a socket to a bucket that keeps none of it, and tells the most memory
// that took beyond what the process had before.
const count = Number(process.argv[2]);
const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
const pool = newRandomPool({ id: 'packs', gtin: '09521321543218', alphabet, length: 13 });
if (!('kind' in pool)) throw new Error(pool.detail);
const issued = { ...pool, next: count };

const hash = createHash('sha256');
let lines = 0;
let bytes = 0;
const server = createServer(async (request, response) => {
  const isPart = request.method === 'PUT';
  for await (const chunk of request) {
    if (!isPart) continue;
    hash.update(chunk);
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
  }
  if (isPart) return void response.setHeader('etag', '"e"').end();
  const name = request.url?.includes('uploads') ? 'InitiateMultipartUploadResult' : 'CompleteMultipartUploadResult';
  response
    .setHeader('content-type', 'application/xml')
    .end(`<${name}><UploadId>u</UploadId><ETag>"e"</ETag></${name}>`);
});
await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
// Without a checksum in trailers, what comes over the socket is the part as it is.
const client = new S3Client({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'eu-central-1',
  credentials,
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
});

const file: SerialFile = {
  tenant: 'acme',
  requestId: 'r',
  file: 'txt',
  format: 'text',
  key: 'acme/serials/r/0.txt',
  without: [],
  state: 'due',
  attempts: 1,
  createdAt: '2026-03-01T10:00:00Z',
};
const work = { key: { pk: 'p', sk: 's' }, tenant: 'acme', queue: 'serial-file', message: {} } as const;
const block = {
  requestId: 'r',
  pool: 'packs',
  first: 0,
  last: count - 1,
  count,
  site: 's',
  state: 'allocated',
  allocatedAt: '',
  parts: [],
} as const;
let told: unknown;
const before = process.memoryUsage().rss;
const begun = performance.now();
await writeSerialFile({
  files: {
    of: async () => [],
    want: async () => 'wanted',
    claim: async () => ({ file, lease: { work, until: '' } }),
    ready: async (_, written) => {
      told = written;
      return 'done';
    },
    failed: async (_, failure) => {
      throw new Error(failure);
    },
  },
  blocks: { get: async () => ({ ...block, parts: [] }) },
  pools: { get: async () => issued, codesFrom: async function* () {} },
  cipher: async () => aesBlocks(Uint8Array.from({ length: 32 }, (_, i) => i)),
  write: (key, contentType, source) => writeObject(client, { bucket: 'documents', key, contentType }, source),
  now: () => new Date(),
  random: Math.random,
})({ tenant: 'acme', requestId: 'r', file: 'txt' });
const seconds = (performance.now() - begun) / 1000;
client.destroy();
server.close();
const { sha256 } = Object(told);
const megabytes = (mostMemory() - before) / 1_000_000;
console.log(JSON.stringify({ megabytes, seconds, lines, bytes, isWhole: sha256 === hash.digest('hex'), told }));
