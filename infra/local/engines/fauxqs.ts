import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildAppOptions, buildApp } from 'fauxqs';
import type { Engine } from './dynoxide.ts';

type Stores = NonNullable<BuildAppOptions['stores']>;
type Files = NonNullable<Stores['s3Store']['persistence']>;
type Class<Made> = new (...args: unknown[]) => Made;

/** Bytes of one upload. They are held in memory while they arrive. */
const LARGEST_OBJECT = 512 * 1024 * 1024;

/**
 * Starts fauxqs (the wire protocols of SQS and S3) on 127.0.0.1: queues in memory, objects as files below `directory`. Put together from its
 * parts, since its own start function can only listen on every address of the machine.
 */
export async function startFauxqs(directory: string, region: string): Promise<Engine> {
  mkdirSync(directory, { recursive: true });
  removeTornObjects(directory);
  const SqsStore = await part<Stores['sqsStore']>('sqs/sqsStore.js', 'SqsStore');
  const SnsStore = await part<Stores['snsStore']>('sns/snsStore.js', 'SnsStore');
  const S3Store = await part<Stores['s3Store']>('s3/s3Store.js', 'S3Store');
  const Files = await part<Files>('s3/fileS3Persistence.js', 'FileS3Persistence');
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  // Queue URLs then name the address the caller used, which is 127.0.0.1 and needs no name service.
  stores.sqsStore.host = '';
  const files = new Files(directory);
  files.loadS3(stores.s3Store);
  stores.s3Store.persistence = files;

  const app = buildApp({ logger: false, defaultRegion: region, stores });
  // Its own parser stops at 11 MiB, where S3 takes 5 GB in one piece; documents and lists of codes have hundreds of megabytes.
  app.removeContentTypeParser('*');
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_OBJECT }, (_, body, done) => done(null, body));
  app.addHook('onRequest', (request, reply, done) => {
    // An object's key becomes its path on disk.
    if (climbs(request.url)) return void reply.status(400).send('keys with dot segments are not stored');
    const origin = request.headers.origin;
    if (origin !== undefined && ofThisMachine.test(origin)) {
      void reply.headers({ ...letsPut, 'access-control-allow-origin': origin, vary: 'origin' });
      if (request.method === 'OPTIONS') return void reply.status(204).send();
    }
    done();
  });
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  return { endpoint, stop: async () => void (await app.close()) };
}

/** No signature is checked here, so only pages of this machine may put something, not whatever page a browser has open. */
const ofThisMachine = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;
const letsPut = { 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'content-type' };

function climbs(url: string): boolean {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '')
      .split(/[/\\]/)
      .some((segment) => segment === '..' || segment === '.');
  } catch {
    return true;
  }
}

/** An object whose description is empty was being written when the power failed; it was never acknowledged, and would stop the start. */
function removeTornObjects(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const path = join(entry.parentPath, entry.name);
    if (statSync(path).size === 0) rmSync(path);
  }
}

/** A class of the package that it does not export. The version is pinned; should the class move, every start says so. */
async function part<Made>(file: string, name: string): Promise<Class<Made>> {
  const root = findPackageJSON('fauxqs', import.meta.url);
  if (root === undefined) throw new Error('the package fauxqs is not installed');
  const loaded: unknown = await import(new URL(`dist/${file}`, pathToFileURL(root)).href);
  const found: unknown = Object.entries(loaded ?? {}).find(([key]) => key === name)?.[1];
  if (isClass<Made>(found)) return found;
  throw new Error(`the package fauxqs has no ${name} in dist/${file}`);
}

const isClass = <Made>(value: unknown): value is Class<Made> => typeof value === 'function';
