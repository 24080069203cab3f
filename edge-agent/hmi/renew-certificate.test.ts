import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Issued, issueAuthority, issueServer } from '../../infra/local/iot/issue-certificate.ts';
import { listen } from '../devices/listen.ts';
import { temporary } from '../testing/builders.ts';
import { readServed, renewCertificate } from './renew-certificate.ts';

test('another certificate is served as soon as it lies there with its key, and the one before until then', async () => {
  const { directory, remove } = temporary();
  onTestFinished(remove);
  const files = { certificate: join(directory, 'line.pem'), key: join(directory, 'line.key') };
  const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 86_400_000) };
  const authority = await issueAuthority('an authority', validity);
  const put = ({ certificate, key }: Pick<Issued, 'certificate' | 'key'>) => {
    writeFileSync(files.certificate, certificate);
    writeFileSync(files.key, key);
  };
  const [first, second] = [await issueServer(authority, validity), await issueServer(authority, validity)];
  put(first);
  const served = readServed(files);
  const server = createServer(served);
  const renewNoMore = renewCertificate(server, files, served, 5);
  const port = await listen(server, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => {
    renewNoMore();
    server.close();
  });
  const shown = async () => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { fingerprint256 } = socket.getPeerCertificate();
    socket.destroy();
    return fingerprint256;
  };
  const printOf = ({ certificate }: Issued) => new X509Certificate(certificate).fingerprint256;
  put({ certificate: second.certificate, key: first.key });
  expect(await shown()).toBe(printOf(first));
  put(second);
  await vi.waitFor(async () => expect(await shown()).toBe(printOf(second)), { timeout: 10_000, interval: 5 });
});
