import { home, readSettings } from './tokens.ts';

/** A sign-in that has begun: what is needed when the sign-in page has sent somebody back. */
export interface BegunSignIn {
  readonly verifier: string;
  readonly state: string;
  /** Where the sign-in page is, for this one. */
  readonly url: string;
}

/** What the state of a sign-in begins with that is done in a window of its own. */
export const IN_WINDOW = 'window.';

/** Begins a sign-in by authorization code with PKCE (RFC 7636). @param kind what its state begins with, by which it is known when it comes back */
export async function beginSignIn(more: Readonly<Record<string, string>> = {}, kind = ''): Promise<BegunSignIn> {
  const { clientId, signInUrl } = await readSettings();
  const [verifier, state] = [random(), `${kind}${random()}`];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: home(),
    scope: 'openid profile seriate/read seriate/write',
    state,
    code_challenge: base64Url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ...more,
  });
  return { verifier, state, url: `${signInUrl}/oauth2/authorize?${query}` };
}

const random = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
