import { CreateBucketCommand, HeadBucketCommand, NotFound, S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { clientConfig } from '../client-config.ts';
import { type Provider, readProperties } from '../provider.ts';
import { physicalName } from './physical-name.ts';

const shape = v.object({ BucketName: v.optional(v.string()) });

/** `AWS::S3::Bucket`. One that exists is kept; of its properties only the name means something to files on a disk. */
export const bucketProvider: Provider = {
  create: async (resource, host) => {
    const { BucketName } = readProperties(shape, resource);
    const name = BucketName ?? physicalName(resource, 63).toLowerCase();
    const s3 = new S3Client({ ...clientConfig(host, host.endpoints.s3), forcePathStyle: true });
    try {
      if (!(await exists(s3, name))) await s3.send(new CreateBucketCommand({ Bucket: name }));
    } finally {
      s3.destroy();
    }
    const domain = `${name}.s3.amazonaws.com`;
    return { ref: name, Arn: `arn:aws:s3:::${name}`, DomainName: domain, RegionalDomainName: domain };
  },
};

async function exists(s3: S3Client, Bucket: string): Promise<boolean> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket }));
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
