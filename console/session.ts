import * as v from 'valibot';

/** Sign-in by OAuth 2.0 authorization code with PKCE (RFC 7636). The token lives in memory of this tab only. */
export interface Session {
  readonly token: string;
  readonly tenant: string;
  readonly role: string;
  readonly username: string;
}

const settingsShape = v.object({ clientId: v.string(), signInUrl: v.string() });
const answerShape = v.object({ access_token: v.string() });
const claimsShape = v.object({ tenant: v.string(), role: v.string(), username: v.optional(v.string(), '') });
const pending = 'seriate-sign-in';
const pendingShape = v.object({ verifier: v.string(), state: v.string(), place: v.optional(v.string(), '') });

/** Why the sign-in page sent us back without a session. */
export class SignInFailed extends Error {}

/** The session when the sign-in page just sent us back, else undefined after leaving for the sign-in page. Rejects with `SignInFailed` when it did not let us in. */
export async function signIn(): Promise<Session | undefined> {
  const settings = v.parse(settingsShape, await (await fetch('/console.json')).json());
  const returned = new URLSearchParams(location.search);
  const [code, state] = [returned.get('code'), returned.get('state')];
  const begun = sessionStorage.getItem(pending);
  if (returned.has('error')) {
    // The address is cleared, so that loading the page again begins anew; going there by itself would go on for ever.
    sessionStorage.removeItem(pending);
    history.replaceState(null, '', location.pathname);
    throw new SignInFailed(`Sign-in failed: ${returned.get('error_description') ?? returned.get('error')}`);
  }
  if (code !== null && begun !== null) {
    const { verifier, state: expected, place } = v.parse(pendingShape, JSON.parse(begun));
    sessionStorage.removeItem(pending);
    history.replaceState(null, '', `${location.pathname}${place}`);
    if (state === expected) return exchange(settings, code, verifier);
  }
  await leave(settings);
  return undefined;
}

/** Leaves for the sign-in page, which asks for the password whoever is signed in: a signature needs a fresh proof. Comes back to this place. */
export async function signInAgain(): Promise<void> {
  await leave(v.parse(settingsShape, await (await fetch('/console.json')).json()), { prompt: 'login' });
}

/** Ends the session at the sign-in page as well, and comes back here to sign in. */
export async function signOut(): Promise<void> {
  const { clientId, signInUrl } = v.parse(settingsShape, await (await fetch('/console.json')).json());
  location.assign(`${signInUrl}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: home() })}`);
}

async function leave(
  { clientId, signInUrl }: v.InferOutput<typeof settingsShape>,
  more: Record<string, string> = {},
): Promise<void> {
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(pending, JSON.stringify({ verifier, state, place: location.hash }));
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
  location.assign(`${signInUrl}/oauth2/authorize?${query}`);
}

async function exchange(
  { clientId, signInUrl }: v.InferOutput<typeof settingsShape>,
  code: string,
  verifier: string,
): Promise<Session> {
  const response = await fetch(`${signInUrl}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: home(),
      code,
      code_verifier: verifier,
    }),
  });
  if (!response.ok) throw new SignInFailed(`Sign-in failed: the server answered ${response.status}`);
  const { access_token: token } = v.parse(answerShape, await response.json());
  return { token, ...claimsOf(token) };
}

function claimsOf(token: string) {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return v.parse(claimsShape, JSON.parse(new TextDecoder().decode(bytes)));
}

const home = () => `${location.origin}/`;

const random = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
