import * as v from 'valibot';
import { authorized, type Proof } from './proof.ts';
import { text } from './secret-text.ts';

/** A bearer token that holds until somebody changes it, or nothing but the client certificate (RFC 6750 §2.1). */
export const staticMembers = { token: v.exactOptional(text) };

export const byStatic = ({ token }: { readonly token?: string }): Proof => ({
  prove: (call) => (token === undefined ? call : authorized(call, `Bearer ${token}`)),
});
