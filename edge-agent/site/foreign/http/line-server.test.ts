import { writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { issueAuthority, issueServer } from '../../../../infra/local/iot/issue-certificate.ts';
import { temporary } from '../../../testing/builders.ts';
import { createLineApi } from './line-api.ts';
import { LineClients } from './line-clients.ts';
import { openLineServer } from './line-server.ts';

test('lines on the network find the interface by TLS, and nothing else', async () => {
  const { directory, remove } = temporary();
  const validity = { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + 3_600_000) };
  const authority = await issueAuthority('test', validity);
  const issued = await issueServer(authority, validity);
  const [certificate, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
  writeFileSync(certificate, issued.certificate);
  writeFileSync(key, issued.key);
  const clients = new LineClients([], () => 0);
  const api = createLineApi({ lines: [], clients, log: () => undefined });
  const server = await openLineServer(api, { host: '127.0.0.1', port: 0, certificate, key });
  const ask = (path: string) =>
    new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const options = { host: 'localhost', port: server.port, path, ca: authority.certificate, agent: false };
      get(options, async (answer) => resolve({ status: answer.statusCode, body: await text(answer) })).on(
        'error',
        reject,
      );
    });
  expect((await ask('/line-api/v1/openapi.json')).body).toContain('"openapi":"3.1.0"');
  expect((await ask('/line-api/v1/orders')).status).toBe(401);
  expect((await ask('/status')).status).toBe(404);
  await server.close();
  remove();
});
