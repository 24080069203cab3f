import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** Bytes of a part: S3 asks for five million at least, but for the last, and takes 10,000 parts. */
const PART = 8 * 1024 * 1024;

/** Tag of objects that the bucket drops after seven days, by a rule of `infra/stacks/data.ts`. */
export const DROPPED_SOON = 'seriate-kept=7-days';

export interface ObjectFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Writes an object of any size from a stream, a part at a time, so that no more than one part is in memory. The object appears when it is whole; what a
 * crash leaves of it is dropped by a rule of the bucket. Writing the same bytes again changes nothing.
 */
export async function writeObject(
  client: S3Client,
  { bucket, key, contentType, tag }: { bucket: string; key: string; contentType: string; tag?: typeof DROPPED_SOON },
  source: AsyncIterable<Uint8Array>,
): Promise<ObjectFacts> {
  const object = { Bucket: bucket, Key: key };
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({
      ...object,
      ContentType: contentType,
      ...(tag !== undefined && { Tagging: tag }),
    }),
  );
  try {
    const hash = createHash('sha256');
    const Parts: CompletedPart[] = [];
    let bytes = 0;
    for await (const Body of partsOf(source)) {
      hash.update(Body);
      bytes += Body.byteLength;
      const PartNumber = Parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
      Parts.push({ ETag, PartNumber });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));
    return { sha256: hash.digest('hex'), bytes };
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...object, UploadId })).catch(() => undefined);
    throw error;
  }
}

/** The stream in parts, each full but for the last; an empty stream has one empty part. */
async function* partsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = Buffer.alloc(PART);
  let filled = 0;
  let count = 0;
  for await (const piece of source)
    for (let at = 0; at < piece.byteLength; ) {
      const taken = Math.min(PART - filled, piece.byteLength - at);
      part.set(piece.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < PART) continue;
      yield part;
      count++;
      part = Buffer.alloc(PART);
      filled = 0;
    }
  if (filled > 0 || count === 0) yield part.subarray(0, filled);
}

export type DownloadUrls = ReturnType<typeof downloadUrls>;

/** URLs under which an object is fetched without a token. */
export function downloadUrls(bucket: string, client: S3Client) {
  return (key: string, name: string, seconds: number): Promise<string> =>
    getSignedUrl(
      client,
      new GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentDisposition: `attachment; filename="${name}"` }),
      { expiresIn: seconds },
    );
}
