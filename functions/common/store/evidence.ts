import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export type EvidenceStore = ReturnType<typeof evidenceStore>;

/** Key of the exact bytes of the n-th message of a delivery, or of its answer. */
export const evidenceKey = (
  tenant: string,
  deliveryId: string,
  n: number,
  direction: 'sent' | 'attached' | 'answered',
) => `${tenant}/evidence/${deliveryId}/${n}-${direction}`;

/** Tag of objects that the bucket drops after 400 days, by a rule of `infra/stacks/data.ts`; all others are kept. */
export const DROPPED_LATER = 'seriate-kept=400-days';

/** Exact bytes of what was sent and answered, in the documents bucket. */
export function evidenceStore(client: S3Client, bucket: string) {
  return {
    /** `tag`: `DROPPED_LATER`, or none to keep it. */
    put: async (key: string, body: Uint8Array, tag?: typeof DROPPED_LATER): Promise<void> => {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...(tag !== undefined && { Tagging: tag }) }),
      );
    },
    get: async (key: string): Promise<Uint8Array | undefined> => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
  };
}
