import * as v from 'valibot';
import { read } from '#common/read.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import { IssuerFault } from './issuer.ts';

/** Client id and secret, as the secret holds them. */
export const clientCredentials = v.object({
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: v.pipe(v.string(), v.minLength(1)),
});
export type Credentials = (tenant: string, secret: string) => Promise<v.InferOutput<typeof clientCredentials>>;

const tokenAnswer = v.object({ access_token: v.string(), expires_in: v.number() });
/** A token is not used in its last minute. */
const MARGIN_MS = 60_000;

export interface TokenNeeds {
  readonly send: SendHttps;
  readonly credentials: Credentials;
  readonly now: () => Date;
}

/** Where a token comes from, and for whom. */
export interface TokenPlace {
  readonly tenant: string;
  readonly tokenUrl: string;
  readonly secret: string;
}

/** Tokens of client credentials (RFC 6749 §4.4), kept in the warm function until they run out or are forgotten. */
export function tokens({ send, credentials, now }: TokenNeeds) {
  const known = new Map<string, { token: string; until: number }>();
  const nameOf = ({ tenant, tokenUrl, secret }: TokenPlace) => JSON.stringify([tenant, tokenUrl, secret]);
  return {
    /** @throws IssuerFault when there is none to be had */
    get: async (place: TokenPlace): Promise<string> => {
      const kept = known.get(nameOf(place));
      if (kept !== undefined && kept.until > now().getTime()) return kept.token;
      const { clientId, clientSecret } = await credentials(place.tenant, place.secret);
      const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
        'base64',
      );
      const answer = await send({
        method: 'POST',
        url: place.tokenUrl,
        headers: {
          authorization: `Basic ${basic}`,
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: Buffer.from('grant_type=client_credentials'),
      });
      if (!isAnswered(answer)) throw new IssuerFault(`no token: ${answer.reason}`);
      if (answer.status !== 200) throw new IssuerFault(`no token: status ${answer.status}`);
      const { access_token: token, expires_in: seconds } = readToken(answer.body);
      known.set(nameOf(place), { token, until: now().getTime() + seconds * 1000 - MARGIN_MS });
      return token;
    },
    forget: (place: TokenPlace): void => void known.delete(nameOf(place)),
  };
}

function readToken(body: Uint8Array) {
  try {
    return read(tokenAnswer, JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    throw new IssuerFault('no token: the answer is not one of OAuth 2.0');
  }
}
