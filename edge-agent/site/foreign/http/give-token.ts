import type { IncomingMessage } from 'node:http';
import { isRefusal } from '#shared/refusal.ts';
import { bytesIn } from '../../../hmi/api/read-json.ts';
import type { Answer } from '../../../hmi/api/route.ts';
import { type LineClients, TOKEN_S } from './line-clients.ts';

/** More than id, secret and grant take. */
const MOST_BYTES = 4_096;

/** Answers a request for a token by client credentials, in the words of RFC 6749 §4.4 and §5.2. */
export async function giveToken(clients: LineClients, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') return no(405, 'invalid_request', 'ask by POST', { allow: 'POST' });
  const form = new URLSearchParams((await bytesIn(request, MOST_BYTES)).toString('utf8'));
  if (form.get('grant_type') !== 'client_credentials')
    return no(400, 'unsupported_grant_type', 'grant_type is client_credentials');
  const asked = basic(request.headers.authorization) ?? [form.get('client_id'), form.get('client_secret')];
  const [id, secret] = asked;
  if (id === null || secret === null) return unknown('who asks is not said');
  const token = await clients.token(id, secret, request.socket.remoteAddress ?? '');
  if (!isRefusal(token)) {
    const body = { access_token: token, token_type: 'Bearer', expires_in: TOKEN_S };
    return { status: 200, body };
  }
  if (token.refused === 'busy') return no(503, 'temporarily_unavailable', token.detail, { 'retry-after': '1' });
  return unknown(token.detail);
}

const unknown = (why: string) => no(401, 'invalid_client', why, { 'www-authenticate': 'Basic realm="line-api"' });

const no = (status: number, error: string, why: string, headers = {}): Answer => ({
  status,
  body: { error, error_description: why },
  headers,
});

/** Id and secret of HTTP Basic, each form-encoded before (RFC 6749 §2.3.1). */
function basic(header = ''): readonly [string, string] | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const plain = (text: string) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  };
  return [plain(id), plain(secret)];
}
