import * as v from 'valibot';
import { read } from '#common/read.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import { IssuerFault, WronglySet } from './issuer.ts';
import { secretName } from './issuer-credentials.ts';

const originOf = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be an origin, such as https://l4.example',
  ),
);

/** Client id and secret as the secret holds them, and the only origins that they are sent to (RFC 6454 §4). */
export const clientCredentials = v.object({
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: v.pipe(v.string(), v.minLength(1)),
  /** One, or that of the interface and that of its tokens. */
  origin: v.union([originOf, v.pipe(v.array(originOf), v.minLength(1), v.maxLength(4), v.readonly())]),
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
  /** Base of the interface that the token is for. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly secret: string;
}

/** Tokens of client credentials (RFC 6749 §4.4), kept in the warm function until they run out or are forgotten. */
export function tokens({ send, credentials, now }: TokenNeeds) {
  const known = new Map<string, { token: string; until: number }>();
  const nameOf = ({ tenant, url, tokenUrl, secret }: TokenPlace) => JSON.stringify([tenant, url, tokenUrl, secret]);
  return {
    /** @throws IssuerFault when there is none to be had */
    get: async (place: TokenPlace): Promise<string> => {
      const kept = known.get(nameOf(place));
      if (kept !== undefined && kept.until > now().getTime()) return kept.token;
      const { clientId, clientSecret, origin } = await credentials(place.tenant, place.secret);
      mustBeAt(origin, place);
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
      if (answer.status !== 200)
        throw new IssuerFault(`no token: status ${answer.status}${whose(answer.status, place)}`);
      const { access_token: token, expires_in: seconds } = readToken(answer.body);
      known.set(nameOf(place), { token, until: now().getTime() + seconds * 1000 - MARGIN_MS });
      return token;
    },
    forget: (place: TokenPlace): void => void known.delete(nameOf(place)),
  };
}

/** RFC 6749 §5.2: the client is not known, or its secret is another. */
const whose = (status: number, { tenant, secret }: TokenPlace) =>
  status === 400 || status === 401
    ? `: the issuer does not take clientId and clientSecret of the secret ${secretName(tenant, secret)}: mend them there`
    : '';

/** Settings of a pool are written by more people than secrets are: who changes a URL must not get hold of a secret, or of a token. */
function mustBeAt(origin: string | readonly string[], { tenant, url, tokenUrl, secret }: TokenPlace): void {
  const permitted = [origin].flat();
  const strange = [url, tokenUrl].find((one) => !permitted.includes(URL.parse(one)?.origin ?? ''));
  if (strange === undefined) return;
  throw new WronglySet(
    `the secret ${secretName(tenant, secret)} names the origin ${permitted.join(', ')}, not that of ${strange}`,
  );
}

function readToken(body: Uint8Array) {
  try {
    return read(tokenAnswer, JSON.parse(Buffer.from(body).toString('utf8')));
  } catch {
    throw new IssuerFault('no token: the answer is not one of OAuth 2.0');
  }
}
