import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writePrivately } from '../private-file.ts';
import { type Issued, issueAuthority, issueServer, issueThing, type Validity } from './issue-certificate.ts';
import { openThings, type Thing, type Things } from './things.ts';

/** Paths of PEM files: what a thing needs to connect. */
export interface ThingFiles {
  readonly certificate: string;
  readonly key: string;
  readonly ca: string;
}

/** The certificate authority of one data directory, and what it has signed. */
export interface Certificates {
  /** PEM. */
  readonly ca: string;
  readonly server: Issued;
  /** Issues a certificate for a thing of a tenant, or hands out the one it has while that is good. Rejects a name AWS IoT would not take or another tenant has. */
  registerThing(name: string, tenant: string): Promise<ThingFiles>;
  /** Issues a certificate that belongs to nothing yet. */
  issue(): Promise<Issued>;
  /** Attaches such a certificate to a thing of a tenant. Rejects a name that another tenant has. */
  adopt(name: string, tenant: string, certificate: string): Promise<void>;
  /** The thing a presented certificate belongs to; undefined for one that was never registered here. */
  thingOf(certificate: X509Certificate): Thing | undefined;
}

const day = 24 * 60 * 60 * 1000;
/** The authority outlives what it signs twice over, so that renewing a leaf seldom means renewing it. */
const lifetime = { authority: 10 * 365 * day, leaf: 2 * 365 * day };
const renewBefore = { authority: lifetime.leaf + 60 * day, leaf: 60 * day };

/**
 * Opens `DIR/certificates`, making authority and server certificate when they are missing, unreadable or near their end (60 days for a leaf).
 * A new authority makes every leaf below it anew when next asked for. Keys are for their owner alone.
 */
export async function openCertificates(directory: string, now: () => Date = () => new Date()): Promise<Certificates> {
  await mkdir(join(directory, 'things'), { recursive: true });
  await chmod(directory, 0o700);
  const store = { directory, now };
  const authority = await ensure(store, 'ca', undefined, renewBefore.authority, () =>
    issueAuthority('Seriate local authority', validity(now(), lifetime.authority)),
  );
  const server = await ensure(store, 'server', authority, renewBefore.leaf, () =>
    issueServer(authority, validity(now(), lifetime.leaf)),
  );
  const things = await openThings(join(directory, 'things.json'));
  return {
    ca: authority.certificate,
    server,
    registerThing: (name, tenant) => registerThing(store, authority, things, name, tenant),
    issue: () => issueThing(authority, 'AWS IoT Certificate', validity(now(), lifetime.leaf)),
    adopt: (name, tenant, certificate) =>
      things.register(name, tenant, new X509Certificate(certificate).fingerprint256),
    thingOf: (certificate) => things.byFingerprint(certificate.fingerprint256),
  };
}

interface Store {
  readonly directory: string;
  readonly now: () => Date;
}

async function registerThing(
  store: Store,
  authority: Issued,
  things: Things,
  name: string,
  tenant: string,
): Promise<ThingFiles> {
  if (!/^[A-Za-z0-9:_-]{1,128}$/.test(name)) throw new Error(`${name}: a thing name has 1–128 of A-Z a-z 0-9 : _ -`);
  const issued = await ensure(store, join('things', name), authority, renewBefore.leaf, () =>
    issueThing(authority, name, validity(store.now(), lifetime.leaf)),
  );
  await things.register(name, tenant, new X509Certificate(issued.certificate).fingerprint256);
  const at = (file: string) => join(store.directory, file);
  return { certificate: at(`things/${name}.pem`), key: at(`things/${name}.key`), ca: at('ca.pem') };
}

async function ensure(
  { directory, now }: Store,
  name: string,
  authority: Issued | undefined,
  margin: number,
  make: () => Promise<Issued>,
): Promise<Issued> {
  const path = (extension: string) => join(directory, `${name}.${extension}`);
  const [certificate, key] = await Promise.all([readIfThere(path('pem')), readIfThere(path('key'))]);
  if (certificate !== undefined && key !== undefined && holds({ certificate, key }, authority, now(), margin))
    return { certificate, key };
  const made = await make();
  // The key first: a certificate without its key would be found wanting at the next start, and made again.
  await writePrivately(path('key'), made.key);
  await writePrivately(path('pem'), made.certificate);
  return made;
}

function holds({ certificate, key }: Issued, authority: Issued | undefined, now: Date, margin: number): boolean {
  try {
    const parsed = new X509Certificate(certificate);
    const signer = new X509Certificate(authority?.certificate ?? certificate);
    return (
      parsed.checkPrivateKey(createPrivateKey(key)) &&
      parsed.verify(signer.publicKey) &&
      parsed.validFromDate <= now &&
      parsed.validToDate.getTime() - margin > now.getTime()
    );
  } catch {
    return false;
  }
}

/** Begins a day early, for a client whose clock is behind. */
const validity = (now: Date, length: number): Validity => ({
  notBefore: new Date(now.getTime() - day),
  notAfter: new Date(now.getTime() + length),
});
