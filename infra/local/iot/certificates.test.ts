import { X509Certificate } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../test/kit/temporary-folder.ts';
import { openCertificates } from './certificates.ts';

function folder(): string {
  const { path, remove } = temporaryFolder();
  onTestFinished(remove);
  return path;
}

const parsed = async (path: string) => new X509Certificate(await readFile(path));
const in700Days = () => new Date(Date.now() + 700 * 24 * 60 * 60 * 1000);
const in9Years = () => new Date(Date.now() + 9 * 365 * 24 * 60 * 60 * 1000);

describe('the certificates of a data directory', () => {
  test('the server is known as localhost and 127.0.0.1, signed by the authority', async () => {
    const { ca, server } = await openCertificates(folder());
    const certificate = new X509Certificate(server.certificate);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.verify(new X509Certificate(ca).publicKey)).toBe(true);
    expect(new X509Certificate(ca).ca).toBe(true);
  });

  test('a second start and a second registration change nothing', async () => {
    const directory = folder();
    const first = await openCertificates(directory);
    const files = await first.registerThing('basel', 'acme');
    const before = await parsed(files.certificate);
    const again = await openCertificates(directory);
    expect(again.ca).toBe(first.ca);
    expect(again.server).toEqual(first.server);
    expect(await again.registerThing('basel', 'acme')).toEqual(files);
    expect((await parsed(files.certificate)).fingerprint256).toBe(before.fingerprint256);
  });

  test('a thing is known by its certificate, with its tenant, after a restart too', async () => {
    const directory = folder();
    const { certificate } = await (await openCertificates(directory)).registerThing('basel', 'acme');
    const { thingOf } = await openCertificates(directory);
    expect(thingOf(await parsed(certificate))).toMatchObject({ name: 'basel', attributes: { tenant: 'acme' } });
    expect((await parsed(certificate)).subject).toBe('CN=basel');
  });

  test('a certificate of another authority belongs to no thing, whatever name it bears', async () => {
    const [here, elsewhere] = await Promise.all([openCertificates(folder()), openCertificates(folder())]);
    await here.registerThing('basel', 'acme');
    const { certificate } = await elsewhere.registerThing('basel', 'acme');
    expect(here.thingOf(await parsed(certificate))).toBeUndefined();
  });

  test('keys are for their owner alone', async () => {
    const directory = folder();
    await (await openCertificates(directory)).registerThing('basel', 'acme');
    const files = await readdir(directory, { recursive: true });
    const keys = files.filter((file) => file.endsWith('.key'));
    expect(keys.sort()).toEqual(['ca.key', 'server.key', 'things/basel.key']);
    for (const key of keys) expect((await stat(join(directory, key))).mode & 0o777).toBe(0o600);
  });

  test('a leaf near its end is renewed under the same authority, and the old one is still known', async () => {
    const directory = folder();
    const now = await openCertificates(directory);
    const { certificate } = await now.registerThing('basel', 'acme');
    const old = await parsed(certificate);
    const later = await openCertificates(directory, in700Days);
    await later.registerThing('basel', 'acme');
    const renewed = await parsed(certificate);
    expect(later.ca).toBe(now.ca);
    expect(later.server.certificate).not.toBe(now.server.certificate);
    expect(renewed.validToDate > old.validToDate).toBe(true);
    expect(later.thingOf(old)?.name).toBe('basel');
    expect(later.thingOf(renewed)?.name).toBe('basel');
  });

  test('an authority near its end is renewed with all that it signs', async () => {
    const directory = folder();
    const now = await openCertificates(directory);
    const later = await openCertificates(directory, in9Years);
    const authority = new X509Certificate(later.ca);
    expect(later.ca).not.toBe(now.ca);
    expect(new X509Certificate(later.server.certificate).verify(authority.publicKey)).toBe(true);
  });

  test('a damaged key is made anew, a damaged list of things is not guessed at', async () => {
    const directory = folder();
    const { server } = await openCertificates(directory);
    await writeFile(join(directory, 'server.key'), 'nonsense');
    expect((await openCertificates(directory)).server.certificate).not.toBe(server.certificate);
    await writeFile(join(directory, 'things.json'), '{');
    await expect(openCertificates(directory)).rejects.toThrow('things.json');
  });

  test('registering many things at once keeps them all', async () => {
    const directory = folder();
    const { registerThing } = await openCertificates(directory);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => registerThing(name, 'acme')));
    const { thingOf } = await openCertificates(directory);
    for (const name of ['a', 'b', 'c', 'd'])
      expect(thingOf(await parsed(join(directory, 'things', `${name}.pem`)))?.name).toBe(name);
  });

  test('a thing stays with its tenant: names are one space, as on AWS IoT', async () => {
    const { registerThing } = await openCertificates(folder());
    await registerThing('basel', 'acme');
    await expect(registerThing('basel', 'medico')).rejects.toThrow('belongs to tenant acme');
  });

  test('a name that could leave the folder is no thing name', async () => {
    const { registerThing } = await openCertificates(folder());
    await expect(registerThing('../ca', 'acme')).rejects.toThrow('thing name');
  });
});
