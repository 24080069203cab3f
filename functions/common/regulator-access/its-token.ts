import * as v from 'valibot';
import { authorized, jsonBody, type Proof } from './proof.ts';
import { text } from './secret-text.ts';

/** The user of ITS, whose name is a GLN with a number. */
export const itsMembers = { username: text, password: text };

const given = v.object({ token: text });

/** How long a token is used, in seconds: ITS does not say how long it holds, and a call that is turned away fetches another. */
const LIFE = 1_200;

/** ITS: a name and a password are changed for a bearer token. */
export const byItsToken = ({
  username,
  password,
}: {
  readonly username: string;
  readonly password: string;
}): Proof => ({
  prove: (call, token) => authorized(call, `Bearer ${token}`),
  login: async ({ ask }) => {
    const { token } = await ask('token', '/token/app/token', jsonBody({ username, password }), given);
    return { value: token, life: LIFE };
  },
});
