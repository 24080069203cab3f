import * as v from 'valibot';
import { authorized, type Proof } from './proof.ts';
import { text } from './secret-text.ts';

/** A client of an authorization server, which need not be the regulator's own host: its origin stands among `origins`. */
export const clientMembers = {
  tokenUrl: v.pipe(v.string(), v.url()),
  clientId: text,
  clientSecret: text,
  scope: v.exactOptional(text),
};

const given = v.object({
  access_token: text,
  token_type: v.pipe(v.string(), v.regex(/^bearer$/i)),
  expires_in: v.optional(v.pipe(v.number(), v.minValue(1))),
});

/** How long a token is used whose end is not told, in seconds. */
const LIFE = 300;

interface Held {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string;
}

/** A name or secret as RFC 6749 §2.3.1 wants it in a header: form-encoded. */
const encoded = (value: string) => new URLSearchParams({ v: value }).toString().slice(2);

/** OAuth 2.0 client credentials (RFC 6749 §4.4), the client known by Basic (§2.3.1). */
export const byClientCredentials = ({ tokenUrl, clientId, clientSecret, scope }: Held): Proof => ({
  prove: (call, token) => authorized(call, `Bearer ${token}`),
  login: async ({ ask }) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) }).toString();
    const pair = Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`, 'utf8').toString('base64');
    const sent = {
      body,
      contentType: 'application/x-www-form-urlencoded',
      headers: { authorization: `Basic ${pair}` },
    };
    const { access_token: value, expires_in: life = LIFE } = await ask('token', tokenUrl, sent, given);
    return { value, life };
  },
});
