import * as v from 'valibot';
import { authorized, type Proof } from './proof.ts';
import { text } from './secret-text.ts';

/** Name and password of a user, in every call (RFC 7617 §2). */
export const basicMembers = {
  username: v.pipe(text, v.regex(/^[^:]*$/, 'must have no colon')),
  password: text,
};

export const byBasic = ({ username, password }: { readonly username: string; readonly password: string }): Proof => {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
  return { prove: (call) => authorized(call, authorization) };
};
