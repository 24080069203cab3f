import * as v from 'valibot';
import { authorized, jsonBody, type Proof } from './proof.ts';
import { text } from './secret-text.ts';

/** The client that MDLP has registered, and the user whose certificate signs. */
export const mdlpMembers = { clientId: text, clientSecret: text, userId: text };

const told = v.object({ code: text });
/** Minutes. */
const given = v.object({ token: text, life_time: v.pipe(v.number(), v.minValue(1)) });

interface Held {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
}

/** MDLP: a code, which is signed, is changed for a token (REST API v1, `auth` and `token`). */
export const byMdlpToken = ({ clientId, clientSecret, userId }: Held): Proof => ({
  prove: (call, token) => authorized(call, `token ${token}`),
  login: async ({ ask, sign }) => {
    const asked = { client_id: clientId, client_secret: clientSecret, user_id: userId, auth_type: 'SIGNED_CODE' };
    const { code } = await ask('auth', '/api/v1/auth', jsonBody(asked), told);
    const signature = await sign(Buffer.from(code, 'utf8'));
    const { token, life_time: minutes } = await ask('token', '/api/v1/token', jsonBody({ code, signature }), given);
    return { value: token, life: minutes * 60 };
  },
});
