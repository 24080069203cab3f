import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bucketEndpoint } from './bucket-endpoint.ts';

const shape = v.object({ defaultEndpointResolver: v.function() });
type Resolve = (asked: object) => unknown;
// Beside node_modules, so that what is bundled finds its packages.
const folder = mkdtempSync(resolve('.build-endpoint-'));
let ours: Resolve;
let theirs: Resolve;

async function bundled(name: string, contents: string): Promise<Resolve> {
  const outfile = join(folder, `${name}.mjs`);
  const stdin = { contents, resolveDir: resolve('.') };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  const { defaultEndpointResolver } = v.parse(shape, await import(pathToFileURL(outfile).href));
  return (asked) => defaultEndpointResolver(asked);
}

beforeAll(async () => {
  const rules = '@aws-sdk/client-s3/dist-es/endpoint/endpointResolver.js';
  ours = await bundled('ours', bucketEndpoint);
  theirs = await bundled('theirs', `export { defaultEndpointResolver } from '${rules}';`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const regions = [
  'eu-west-1',
  'us-east-1',
  'us-gov-west-1',
  'cn-north-1',
  'eusc-de-east-1',
  'eu-isoe-west-1',
  'xx-new-9',
];
const buckets = [
  undefined,
  'documents',
  'seriate-data-documents1a2b-3c4d',
  'a1',
  'Upper',
  'under_score',
  'dotted.name',
];
const endpoints = [undefined, 'http://127.0.0.1:1234', 'http://localhost:1234', 'http://localhost:1234/base'];

describe('where a bucket is, beside the rules of the SDK', () => {
  test.each(regions)('in %s', (Region) => {
    for (const Bucket of buckets)
      for (const Endpoint of endpoints)
        for (const ForcePathStyle of [true, false]) {
          if (Bucket === 'dotted.name' && Endpoint !== undefined) continue; // over plain HTTP they make a host of it, and we a path
          const asked = { Region, Bucket, Endpoint, ForcePathStyle };
          const flags = { UseFIPS: false, UseDualStack: false, UseArnRegion: false };
          const told = [ours(asked), theirs({ ...asked, ...flags })].map((one) => JSON.parse(JSON.stringify(one)));
          expect(told[0], JSON.stringify(asked)).toEqual(told[1]);
        }
  });

  test.each([{ UseFIPS: true }, { Accelerate: true }, { Bucket: 'arn:aws:s3:::a' }, { Bucket: 'a--use1-az4--x-s3' }])(
    'what is not known is refused: %j',
    (asked) => expect(() => ours({ Region: 'eu-west-1', ...asked })).toThrow(),
  );
});
