import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

export type UploadUrls = ReturnType<typeof uploadUrls>;

/** A URL takes only the headers it was signed for; unless told so, the client would sign the checksum of an empty body. */
export const uploadClient = () => new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });

/** URLs through which a client puts an object into the bucket of documents by itself. */
export function uploadUrls(bucket: string, client = uploadClient()) {
  /** A URL that takes exactly so many bytes of a content type under the key, for so many seconds. */
  return (key: string, contentType: string, bytes: number, seconds: number): Promise<string> =>
    getSignedUrl(
      client,
      new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: contentType, ContentLength: bytes }),
      { expiresIn: seconds, signableHeaders: new Set(['host', 'content-type', 'content-length']) },
    );
}
