import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import { type Issued, issueAuthority, issueServer, issueThing } from '../../infra/local/iot/issue-certificate.ts';

/** One request that reached the peer. */
export interface PeerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Common name of the client certificate that was shown. */
  readonly shown: string | undefined;
}

/** What it does with a document that it could take. */
export type Behaviour = 'takes' | 'rejects' | 'breaks' | 'hangs';

export interface PeerAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Options {
  /** Whether a call is let in. */
  readonly admits: (request: PeerRequest) => boolean;
  /** How a document is answered that was taken. */
  readonly took?: (request: PeerRequest, place: string) => PeerAnswer;
  /** What it answers to questions. */
  readonly told?: (request: PeerRequest) => PeerAnswer;
  /** Path of documents. */
  readonly path?: string;
}

const validity = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };

/** Two authorities; a server's certificate of the first, and a client's of the other. */
export async function peerCertificates() {
  const [authority, other] = await Promise.all([issueAuthority('Peer', validity), issueAuthority('Other', validity)]);
  const [server, client] = await Promise.all([issueServer(authority, validity), issueThing(other, 'acme', validity)]);
  return { authority, other, server, client };
}

/** A partner's server over HTTPS on loopback: what it was sent, and how it behaves. */
export async function startHttpPeer(tls: { readonly server: Issued; readonly clients: Issued }, options: Options) {
  const { admits, took = () => ({ status: 200 }), told = () => ({ status: 405 }), path = '/inbox' } = options;
  let behaviour: Behaviour = 'takes';
  const taken: PeerRequest[] = [];
  const hanging = Promise.withResolvers<void>();
  const { certificate: cert, key } = tls.server;
  const secured = { cert, key, ca: tls.clients.certificate, requestCert: true, rejectUnauthorized: false };

  /** What it says; nothing where it breaks off or hangs. */
  const answerTo = (request: PeerRequest): PeerAnswer | 'breaks' | 'hangs' => {
    if (!admits(request)) return { status: 401 };
    if (request.method !== 'POST' || request.path !== path) return told(request);
    if (behaviour === 'rejects') {
      const errors = [{ code: 'NDC_DIFFERS', object: 'urn:x', detail: 'no such product' }];
      return { status: 422, body: JSON.stringify({ errors }) };
    }
    taken.push(request);
    return behaviour === 'takes' ? took(request, `https://${request.headers['host']}`) : behaviour;
  };
  const answer = (request: PeerRequest, response: ServerResponse) => {
    const said = answerTo(request);
    if (said === 'breaks') response.destroy();
    else if (said === 'hangs') hanging.resolve();
    else response.writeHead(said.status, said.headers).end(said.body);
  };
  const server = createTlsServer(secured, (request, response) => {
    read(request).then(
      (one) => answer(one, response),
      () => response.destroy(),
    );
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `https://127.0.0.1:${port}${path}`,
    at: (place: string) => `https://127.0.0.1:${port}${place}`,
    taken: (): readonly PeerRequest[] => taken,
    behaves: (next: Behaviour) => {
      behaviour = next;
    },
    /** Until it has a document and says nothing. */
    hanging: hanging.promise,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

export type HttpPeer = Awaited<ReturnType<typeof startHttpPeer>>;

async function read(request: IncomingMessage): Promise<PeerRequest> {
  const { method = '', url = '', headers, socket } = request;
  const name = socket instanceof TLSSocket && socket.authorized ? socket.getPeerCertificate().subject.CN : undefined;
  const singles = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join() : value]);
  const [path = ''] = url.split('?');
  const shown = Array.isArray(name) ? name[0] : name;
  return { method, path, headers: Object.fromEntries(singles), body: await buffer(request), shown };
}

/** A port of loopback at which nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
