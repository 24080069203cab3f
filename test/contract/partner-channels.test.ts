import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll } from 'vitest';
import { httpOpeners, openChannel } from '#common/channels/open-channel.ts';
import { orRefuse } from '#common/refused.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { auditPut } from '#common/store/audit.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { PartnerCredential } from '#shared/messages/partner-credentials-api.ts';
import type { HttpsSettings } from '#shared/network/channel-settings.ts';
import { startDynoxide, tables } from '../kit/dynoxide.ts';
import { deadPort, type HttpPeer, type PeerRequest, peerCertificates, startHttpPeer } from '../kit/http-peer.ts';
import { type Amiss, type Peer, partnerChannelContract } from './partner-channel-contract.ts';

let engine: Awaited<ReturnType<typeof startDynoxide>>;
let certificates: Awaited<ReturnType<typeof peerCertificates>>;
beforeAll(async () => {
  [engine, certificates] = await Promise.all([startDynoxide(), peerCertificates()]);
});
afterAll(() => engine.stop());

const root = async () => new Uint8Array(64).fill(7);
const now = () => new Date();
const medico = { partner: 'medico', name: 'Medico', party: 'urn:epc:id:pgln:9521999.00001', generation: 1 };
let tenants = 0;

/** How one kind of partner lets us in. */
interface Way {
  readonly channel: 'webhook' | 'https' | 'capture';
  readonly https?: Partial<HttpsSettings>;
  /** Behind the host. */
  readonly url?: string;
  right(): PartnerCredential | undefined;
  wrong(): PartnerCredential | undefined;
  admits(request: PeerRequest): boolean;
  readonly peer?: Partial<Parameters<typeof startHttpPeer>[1]>;
  idOf(request: PeerRequest): string;
}

/** A partner of that kind, and a tenant of its own that has it. */
const partnerOf = (way: Way) => async (): Promise<Peer> => {
  const tenant = `acme-${++tenants}`;
  const { server, other } = certificates;
  const peer = await startHttpPeer({ server, clients: other }, { admits: (one) => way.admits(one), ...way.peer });
  const store = partnerCredentials(engine.db, tables.registry, root);
  const set = async (secret: PartnerCredential | undefined) => {
    if (secret === undefined) return;
    const at = now().toISOString();
    const told = { kind: secret.kind, shown: '', setAt: at, setBy: 'pia' };
    const entry = { at, by: 'pia', home: tenant, act: 'partner-credential-set', subject: 'partner medico' };
    await store.put(tenant, 'medico', { secret, told }, auditPut(tables.registry, tenant, entry));
  };
  const channel = async (amiss?: Amiss) => {
    await set(amiss === 'credentials' ? way.wrong() : way.right());
    const resolve = async () => [{ address: amiss === 'name leads inside' ? '10.0.0.7' : '127.0.0.1', family: 4 }];
    const guard = outboundGuard('loopback', resolve);
    // Longer than a test may take: what ends in time is ended by its signal.
    const send = httpsSender(guard, { timeoutMs: 120_000, maxAnswerBytes: 100_000 });
    const open = openChannel(httpOpeners({ guard, send, tokens: keptTokens(), partnerCredentials: store, root, now }));
    const ca = (amiss === 'impostor' ? other : certificates.authority).certificate;
    const tokenUrl = way.https?.auth === 'client-credentials' ? { tokenUrl: peer.at('/token') } : {};
    const partner: Partner = {
      ...medico,
      channel: way.channel,
      url: await addressOf(peer, way, amiss),
      generation: way.channel === 'webhook' && amiss === 'credentials' ? 2 : 1,
      https: { auth: 'none', ...way.https, ...tokenUrl, ca, tokenCa: ca },
    };
    return orRefuse(await open(tenant, partner));
  };
  return {
    channel,
    taken: () => peer.taken().map((one) => ({ id: way.idOf(one), body: one.body })),
    behaves: peer.behaves,
    hanging: peer.hanging,
    stop: peer.stop,
  };
};

async function addressOf(peer: HttpPeer, { url = '/inbox' }: Way, amiss: Amiss | undefined): Promise<string> {
  if (amiss === 'down') return `https://127.0.0.1:${await deadPort()}${url}`;
  if (amiss === 'inside') return `https://10.0.0.7${url}`;
  if (amiss === 'name leads inside') return `https://partner.example${url}`;
  return peer.at(url);
}

const byKey = ({ headers }: PeerRequest) => String(headers['idempotency-key']);
const basicOf = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
const nothing = () => undefined;

/** The verifier of the library that Standard Webhooks publishes, with the secret as the partner was told it. */
function isWebhook({ body, headers }: PeerRequest): boolean {
  const tenant = `acme-${tenants}`;
  const secret = webhookSecret(new Uint8Array(64).fill(7), { tenant, partner: 'medico', generation: 1 });
  const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? '']));
  try {
    new Webhook(secret).verify(body, signed);
    return true;
  } catch (error) {
    // The body of a question is empty, and no JSON: its signature was looked at before that.
    return error instanceof SyntaxError;
  }
}

const webhook: Way = {
  channel: 'webhook',
  right: nothing,
  wrong: nothing,
  admits: isWebhook,
  idOf: ({ headers }) => String(headers['webhook-id']),
};

const basic: Way = {
  channel: 'https',
  https: { auth: 'basic' },
  right: () => ({ kind: 'password', user: 'acme', password: 'right: ü' }),
  wrong: () => ({ kind: 'password', user: 'acme', password: 'wrong' }),
  admits: ({ headers }) => headers['authorization'] === basicOf('acme', 'right: ü'),
  idOf: byKey,
};

const bearer: Way = {
  channel: 'https',
  https: { auth: 'bearer' },
  right: () => ({ kind: 'token', token: 'right' }),
  wrong: () => ({ kind: 'token', token: 'wrong' }),
  admits: ({ headers }) => headers['authorization'] === 'Bearer right',
  // It tells what became of a document later, in our form.
  peer: {
    took: ({ headers }, place) => ({
      status: 202,
      headers: { location: `${place}/results/${headers['idempotency-key']}` },
    }),
    told: ({ path }) => {
      const document = /^\/results\/(.+)$/.exec(path)?.[1];
      return document === undefined
        ? { status: 405 }
        : { status: 200, body: JSON.stringify({ document, state: 'accepted' }) };
    },
  },
  idOf: byKey,
};

const apiKey: Way = {
  channel: 'https',
  https: { auth: 'api-key', header: 'X-Partner-Key' },
  right: () => ({ kind: 'api-key', apiKey: 'right' }),
  wrong: () => ({ kind: 'api-key', apiKey: 'wrong' }),
  admits: ({ headers }) => headers['x-partner-key'] === 'right',
  idOf: byKey,
};

const client: Way = {
  channel: 'https',
  https: { auth: 'client-credentials', scope: 'documents' },
  right: () => ({ kind: 'client', clientId: 'acme', clientSecret: 'right' }),
  wrong: () => ({ kind: 'client', clientId: 'acme', clientSecret: 'wrong' }),
  admits: ({ path, headers }) =>
    path === '/token'
      ? headers['authorization'] === basicOf('acme', 'right')
      : headers['authorization'] === 'Bearer t1',
  peer: {
    told: ({ path }) =>
      path === '/token'
        ? { status: 200, body: JSON.stringify({ access_token: 't1', token_type: 'Bearer', expires_in: 3600 }) }
        : { status: 405 },
  },
  idOf: byKey,
};

const mutual: Way = {
  channel: 'https',
  https: { auth: 'mutual-tls' },
  right: () => ({ kind: 'certificate', ...certificates.client }),
  wrong: () => ({ kind: 'certificate', ...certificates.server }),
  admits: ({ shown }) => shown !== undefined,
  idOf: byKey,
};

const capture: Way = {
  channel: 'capture',
  https: { auth: 'bearer' },
  url: '/epcis/',
  right: () => ({ kind: 'token', token: 'right' }),
  wrong: () => ({ kind: 'token', token: 'wrong' }),
  admits: ({ headers }) => headers['authorization'] === 'Bearer right',
  peer: {
    path: '/epcis/capture',
    // As the REST binding of EPCIS 2.0 has it: versions in headers, and a job, whose place may be relative.
    took: ({ headers }) =>
      headers['gs1-epcis-version'] === '2.0.0' && headers['gs1-cbv-version'] === '2.0.0'
        ? { status: 202, headers: { location: '/epcis/capture/j1' } }
        : { status: 400 },
    told: ({ path }) =>
      path === '/epcis/capture/j1'
        ? { status: 200, body: JSON.stringify({ captureID: 'j1', running: false, success: true, errors: null }) }
        : { status: 200, body: '[]' },
  },
  // A repository knows events, and no id of a message.
  idOf: ({ body }) => body.toString('base64'),
};

partnerChannelContract('webhook', partnerOf(webhook));
partnerChannelContract('https, with a password', partnerOf(basic));
partnerChannelContract('https, with a token', partnerOf(bearer));
partnerChannelContract('https, with an API key', partnerOf(apiKey));
partnerChannelContract('https, with client credentials', partnerOf(client));
partnerChannelContract('https, with a client certificate', partnerOf(mutual));
partnerChannelContract('capture into its repository', partnerOf(capture));
