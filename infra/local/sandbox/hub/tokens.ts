import { randomUUID } from 'node:crypto';
import type { Asked, Told } from '../serve.ts';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Seconds. */
const LIFE = 600;

/** Gives tokens by client credentials (RFC 6749 §4.4), the client known by Basic, and knows whose they are. */
export function openTokens(clients: readonly Client[], now: () => number) {
  const given = new Map<string, { readonly client: string; readonly until: number }>();
  return {
    answer: ({ headers, body }: Asked): Told => {
      const [id = '', secret = ''] = basicOf(headers.authorization);
      const client = clients.find((one) => one.clientId === id && one.clientSecret === secret);
      if (client === undefined) return { status: 401, body: { error: 'invalid_client' } };
      if (new URLSearchParams(body.toString('utf8')).get('grant_type') !== 'client_credentials')
        return { status: 400, body: { error: 'unsupported_grant_type' } };
      const token = randomUUID();
      given.set(token, { client: id, until: now() + LIFE * 1000 });
      return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: LIFE } };
    },
    /** Whose call it is; undefined without a token that holds. */
    clientOf: ({ headers }: Asked): string | undefined => {
      const held = given.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
      return held !== undefined && held.until > now() ? held.client : undefined;
    },
  };
}

function basicOf(header = ''): string[] {
  const pair = Buffer.from(/^Basic (.+)$/.exec(header)?.[1] ?? '', 'base64').toString('utf8');
  return pair.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
}
