import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

export type Documents = ReturnType<typeof documents>;

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
  };
}

/** Where a captured document is kept as it came. */
export const captureDocumentKey = (tenant: string, captureId: string) => `${tenant}/capture/${captureId}.json`;

/** Where the outcome of a capture is kept when it is too long for the job's row. */
export const captureOutcomeKey = (tenant: string, captureId: string) => `${tenant}/capture/${captureId}.outcome.json`;

/** Where a refused message is kept with its reason. */
export const refusedKey = (tenant: string, id: string) => `${tenant}/refused/${id}.json`;
