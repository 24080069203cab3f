import * as v from 'valibot';
import { authorized, jsonBody, type Proof } from './proof.ts';
import { text } from './secret-text.ts';

/** A user of a system on the xTrace platform. */
export const xtraceMembers = { username: text, password: text };

/** How long the token holds is told in milliseconds, as text or number. */
const given = v.object({
  accessToken: text,
  expiresIn: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer(), v.minValue(1_000)),
});

/** xTrace, as IS MPT of Kazakhstan has it: a name and a password are changed for a bearer token, of half an hour (public clients: [M]). */
export const byXtraceToken = ({
  username,
  password,
}: {
  readonly username: string;
  readonly password: string;
}): Proof => ({
  prove: (call, token) => authorized(call, `Bearer ${token}`),
  login: async ({ ask }) => {
    const sent = { ...jsonBody({ login: username, password }), headers: { accept: '*/*' } };
    const { accessToken, expiresIn } = await ask('token', '/api/users/authenticate', sent, given);
    return { value: accessToken, life: expiresIn / 1_000 };
  },
});
