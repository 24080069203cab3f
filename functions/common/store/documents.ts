import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';

export type Documents = ReturnType<typeof documents>;

/** What is told of an object without reading it. */
export interface DocumentFacts {
  readonly bytes: number;
  /** Changes with the bytes. */
  readonly etag: string;
  readonly contentType: string;
}

/** Bytes fetched at once: a document is read in ranges, so that a connection never waits while its events are stored. */
const RANGE = 4 * 1024 * 1024;

/** The bucket of documents: bytes as they came, under keys that begin with the tenant. */
export function documents(bucket: string, client = new S3Client()) {
  return {
    /** Keeps bytes. Putting the same key again with the same bytes changes nothing, so it may be repeated. */
    put: async (key: string, bytes: Uint8Array | string, contentType = 'application/json'): Promise<void> => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }));
    },

    /** The bytes of a key as text, if it is there. */
    text: async (key: string): Promise<string | undefined> => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToString('utf-8');
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },

    facts: async (key: string): Promise<DocumentFacts | undefined> => {
      try {
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { bytes: head.ContentLength ?? 0, etag: head.ETag ?? '', contentType: head.ContentType ?? '' };
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    /**
     * The bytes of an object, a few megabytes at a time.
     *
     * @throws DocumentChanged when the object was replaced since its facts were told
     */
    pieces: (key: string, { bytes, etag }: DocumentFacts) => rangesOf(client, bucket, key, bytes, etag),
  };
}

/** The object is no longer the one that was meant. */
export class DocumentChanged extends Error {}

async function* rangesOf(client: S3Client, bucket: string, key: string, bytes: number, etag: string) {
  for (let from = 0; from < bytes; from += RANGE) {
    const Range = `bytes=${from}-${Math.min(from + RANGE, bytes) - 1}`;
    const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
    if (ETag !== etag) throw new DocumentChanged(`${key} was replaced while it was read`);
    if (Body !== undefined) yield await Body.transformToByteArray();
  }
}

/** Where a captured document is kept as it came, whatever its form. */
export const captureDocumentKey = (tenant: string, captureId: string) => `${tenant}/capture/${captureId}`;

/** Where a piece of a capture's outcome is kept: ids of stored events, or errors, from one place in their list to another. */
export const captureOutcomeKey = (
  tenant: string,
  captureId: string,
  list: 'eventIds' | 'errors',
  from: number,
  to: number,
) => `${tenant}/capture/${captureId}.outcome/${list}-${from}-${to}.json`;

/** Where a list of codes is kept as it came. */
export const serialListKey = (tenant: string, pool: string, name: string) => `${tenant}/lists/${pool}/${name}`;

/** Where a refused message is kept with its reason. */
export const refusedKey = (tenant: string, id: string) => `${tenant}/refused/${id}.json`;
