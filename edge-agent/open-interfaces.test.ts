import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { HttpLine } from './devices/simulated/foreign/http-line.ts';
import { openHmi } from './hmi/server.ts';
import { openInterfaces } from './open-interfaces.ts';
import { hashPassword } from './people/password.ts';
import { temporary } from './testing/builders.ts';
import { bench } from './testing/foreign-bench.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.9', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const byFiles = { ...place, line: 'by-files', via: 'files' as const, lookMs: 100, mostBytes: 1_024 };

/** A line of another maker under a name. */
function aLine(line: string) {
  const it = bench();
  return { line: { ...it.line, line }, resolver: it.resolver, end: it.end, close: it.close };
}

test('lines are heard over what they are configured with', async () => {
  const [http, files, { directory, remove }] = [aLine('by-http'), aLine('by-files'), temporary()];
  const clients = [{ id: 'packer', secret: await hashPassword('secret', 14) }];
  const interfaces = await openInterfaces({}, [
    { ...http, settings: { ...place, line: 'by-http', via: 'http', clients } },
    { ...files, settings: { ...byFiles, folder: directory } },
  ]);
  const site = await openHmi({ status: () => ({}), api: interfaces.lineApi }, 0);
  const asking = new HttpLine({ url: site.url, id: 'packer', secret: 'secret' });
  expect(await asking.orders()).toEqual({ line: 'by-http', orders: [] });
  await vi.waitFor(() => expect(existsSync(join(directory, 'out', 'orders.json'))).toBe(true), 10_000);
  expect(interfaces.troubles()).toEqual([]);
  await Promise.all([interfaces.close(), site.close()]);
  for (const one of [http, files]) one.close();
  remove();
});

test('a folder that cannot be worked with is a trouble of its line', async () => {
  const files = aLine('by-files');
  const settings = { ...byFiles, folder: '/dev/null/nowhere' };
  const interfaces = await openInterfaces({}, [{ ...files, settings }]);
  await vi.waitFor(() => expect(interfaces.troubles()).not.toEqual([]), 10_000);
  expect(interfaces.troubles()).toEqual([{ subject: 'by-files', detail: expect.stringMatching(/ENOTDIR/) }]);
  await interfaces.close();
  files.close();
});

test('people need not wait for servers that are being opened, and a port that is taken is a trouble of its line', async () => {
  const [other, opcua, { directory, remove }] = [createServer().listen(0), aLine('by-opcua'), temporary()];
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const settings = { ...place, line: 'by-opcua', via: 'opcua' as const, port, users: [], certificates: directory };
  const interfaces = await openInterfaces({}, [{ ...opcua, settings }]);
  expect(interfaces.troubles()).toEqual([{ subject: 'by-opcua', detail: expect.stringContaining('being opened') }]);
  await interfaces.opened;
  expect(interfaces.troubles()).toEqual([{ subject: 'by-opcua', detail: expect.stringContaining('EADDRINUSE') }]);
  await interfaces.close();
  other.close();
  opcua.close();
  remove();
});
