import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import * as v from 'valibot';
import { listen } from '../../../devices/listen.ts';
import type { Api } from '../../../hmi/api/api.ts';
import { readServed, renewCertificate } from '../../../hmi/renew-certificate.ts';

/** Where lines on the network find the interface: TLS alone, since they send a secret. Paths are relative to the configuration file. */
export const lineServerSettings = v.strictObject({
  host: v.pipe(v.string(), v.minLength(1)),
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  certificate: v.pipe(v.string(), v.minLength(1)),
  key: v.pipe(v.string(), v.minLength(1)),
});
export type LineServerSettings = v.InferOutput<typeof lineServerSettings>;

/** Serves the interface, and nothing else, to lines on the network. Rejects when the port is taken, and when certificate or key cannot be read. */
export async function openLineServer(api: Api, settings: LineServerSettings, lookMs?: number) {
  const { host, port } = settings;
  const served = readServed(settings);
  const server = createServer(served, (request, response) => {
    answer(api, request, response).catch(() => response.destroy());
  });
  const bound = await listen(server, { host, port });
  const renewNoMore = renewCertificate(server, settings, served, lookMs);
  const close = () =>
    new Promise<void>((resolve) => {
      renewNoMore();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: bound, close };
}

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = request;
  const base = 'https://site';
  const answered = URL.canParse(url, base) ? await api(request, new URL(url, base)) : undefined;
  const { status, body, headers = {} } = answered ?? { status: 404, body: { detail: 'nothing is here' } };
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}
