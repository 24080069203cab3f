import { CreateBucketCommand, HeadBucketCommand, NotFound, S3Client } from '@aws-sdk/client-s3';
import * as v from 'valibot';
import { clientConfig } from '../client-config.ts';
import { type Provider, readProperties } from '../provider.ts';
import { physicalName } from './physical-name.ts';

const shape = v.object({
  BucketName: v.optional(v.string()),
  NotificationConfiguration: v.optional(v.never('no bucket tells anybody locally that an object came')),
  ReplicationConfiguration: v.optional(v.never('no bucket is copied locally')),
  WebsiteConfiguration: v.optional(v.never('no bucket is served as a site locally')),
});

/** `AWS::S3::Bucket`. One that exists is kept; of the properties that are taken only the name means something to files on a disk. */
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
