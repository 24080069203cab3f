import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { issueAuthority, issueThing } from '../../infra/local/iot/issue-certificate.ts';
import { temporary } from '../testing/builders.ts';
import { CertificateWatch, certificatesOf } from './certificate-watch.ts';

const DAY_MS = 86_400_000;
const begin = Date.parse('2026-03-01T00:00:00Z');

test('people are told thirty days before a certificate ends, and until another lies there', async () => {
  const { directory, remove } = temporary();
  onTestFinished(remove);
  const path = join(directory, 'device.pem');
  const until = (days: number) => ({ notBefore: new Date(begin - DAY_MS), notAfter: new Date(begin + days * DAY_MS) });
  const authority = await issueAuthority('an authority', until(1000));
  const put = async (days: number) =>
    writeFileSync(path, (await issueThing(authority, 'plant', until(days))).certificate);
  const said = new Map<string, string>();
  let now = begin;
  const watch = new CertificateWatch({
    certificates: [
      { whose: 'lineApi', path },
      { whose: 'nobody', path: join(directory, 'none.pem') },
    ],
    alarms: { say: (code, detail) => (detail === undefined ? said.delete(code) : said.set(code, detail)) },
    now: () => now,
  });
  const at = (day: number) => {
    now = begin + day * DAY_MS;
    watch.look();
    return said.get('certificate-ends');
  };
  await put(100);
  expect(at(69)).toBeUndefined();
  expect(at(71)).toBe(`that of lineApi (${path}) ends on 2026-06-09T00:00:00.000Z`);
  expect(at(101)).toBe(`that of lineApi (${path}) ended on 2026-06-09T00:00:00.000Z`);
  await put(500);
  expect(at(101)).toBeUndefined();
});

test('all certificates of a configuration are watched', () => {
  const files = { host: 'h', port: 1, certificate: 'c', key: 'k' };
  const place = { line: 'f', readPoint: 'r', bizLocation: 'b' };
  const of = certificatesOf({
    mqtt: { ...files, ca: 'a', thing: 't' },
    lineApi: { ...files, certificate: 'l' },
    hmi: { origins: ['https://h'], network: { ...files, certificate: 'n' } },
    foreign: [{ ...place, via: 'opcua', port: 1, users: [], certificates: 'o' }],
  });
  expect(of.map(({ path }) => path)).toEqual(['c', 'a', 'l', 'n', join('o', 'own', 'certs', 'certificate.pem')]);
});
