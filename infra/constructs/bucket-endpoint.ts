/**
 * The text of a module that stands in the place of S3's endpoint rules: those are 18 kB for access points, outposts, accelerated and directory buckets,
 * none of which the product uses. What it does not know it refuses. A test holds its answers against those of the rules it replaces.
 */
export const bucketEndpoint = `import { awsEndpointFunctions } from '@aws-sdk/core/client';

const { isVirtualHostableS3Bucket, partition } = awsEndpointFunctions;
const unknown = ['UseFIPS', 'UseDualStack', 'Accelerate', 'UseGlobalEndpoint', 'UseObjectLambdaEndpoint', 'UseS3ExpressControlEndpoint'];

export function defaultEndpointResolver(asked) {
  const { Bucket, Region, Endpoint, ForcePathStyle } = asked;
  if (Region === undefined) throw new Error('S3 has no region');
  for (const one of unknown) if (asked[one]) throw new Error('no endpoints here with ' + one);
  if (Bucket?.startsWith('arn:') || Bucket?.includes('--')) throw new Error('no endpoint here for ' + Bucket);
  const url = new URL(Endpoint ?? 'https://s3.' + Region + '.' + partition(Region).dnsSuffix);
  const isAddress = url.hostname.startsWith('[') || /^[0-9.]+$/.test(url.hostname);
  if (Bucket !== undefined && !ForcePathStyle && !isAddress && isVirtualHostableS3Bucket(Bucket, false))
    url.hostname = Bucket + '.' + url.hostname;
  else if (Bucket !== undefined) url.pathname = url.pathname.replace(/\\/$/, '') + '/' + encodeURIComponent(Bucket);
  const authSchemes = [{ disableDoubleEncoding: true, name: 'sigv4', signingName: 's3', signingRegion: Region }];
  return { url, properties: { authSchemes }, headers: {} };
}
`;
