import { createHash, randomBytes } from 'node:crypto';

/** Nobody guesses so many. */
const TOKEN_BYTES = 32;

/** A new token: 43 characters of base64url. Whoever holds it is the partner. */
export const invitationToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** SHA-256 of a token in hex, by which its invitation is found; the token itself is kept nowhere. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
