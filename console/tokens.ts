import * as v from 'valibot';

/** Who is signed in, by a token that lives in memory of this tab only. Times by this browser's clock, in milliseconds since 1970. */
export interface Session {
  readonly token: string;
  readonly tenant: string;
  readonly role: string;
  readonly username: string;
  /** When whose it is proved who he is, seconds since 1970: a signature wants that to be lately. */
  readonly provedAt: number | undefined;
  readonly since: number;
  readonly until: number;
  /** What the next token is asked for with (refresh token, RFC 6749 §6). */
  readonly renewal: string | undefined;
}

/** Why the sign-in page gave us no session. */
export class SignInFailed extends Error {}

export const settingsShape = v.object({ clientId: v.string(), signInUrl: v.string() });
const answerShape = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  refresh_token: v.optional(v.string()),
});
const claimsShape = v.object({
  tenant: v.string(),
  role: v.string(),
  username: v.optional(v.string(), ''),
  auth_time: v.optional(v.number()),
});

/** What says that there will be no token for this, however often it is asked for (RFC 6749 §5.2). */
const finalShape = v.object({ error: v.picklist(['invalid_grant', 'invalid_client', 'unauthorized_client']) });

const WAIT_MS = 30_000;
/** Nobody who wants to leave waits longer for that. */
const REVOKE_MS = 3_000;

/** Where people sign in, and as what this page is known there. */
export async function readSettings(waitMs: number = WAIT_MS) {
  const response = await fetch('/console.json', { signal: AbortSignal.timeout(waitMs) });
  return v.parse(settingsShape, await response.json());
}

/** The session of who came back from the sign-in page with a code. @throws SignInFailed */
export const exchange = (code: string, verifier: string): Promise<Session> =>
  ask({ grant_type: 'authorization_code', redirect_uri: home(), code, code_verifier: verifier });

/**
 * The same session with its next token, which says what its holder may do by now.
 *
 * @throws SignInFailed when there is none any more; another error when nobody could say
 */
export async function renewed(session: Session): Promise<Session> {
  const { renewal = '' } = session;
  const next = await ask({ grant_type: 'refresh_token', refresh_token: renewal });
  // Where each is used once, the next comes with the answer.
  return { ...next, renewal: next.renewal ?? renewal };
}

/** Has nothing renewed with it any more (RFC 7009); whoever leaves does so even when that fails. Never rejects. */
export async function revoke(renewal: string): Promise<void> {
  try {
    const { clientId, signInUrl } = await readSettings(REVOKE_MS);
    const body = new URLSearchParams({ token: renewal, client_id: clientId });
    await fetch(`${signInUrl}/oauth2/revoke`, { method: 'POST', body, signal: AbortSignal.timeout(REVOKE_MS) });
  } catch {
    // It ends with the working day.
  }
}

async function ask(members: Record<string, string>): Promise<Session> {
  const { clientId, signInUrl } = await readSettings();
  const since = Date.now();
  const response = await fetch(`${signInUrl}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...members }),
    signal: AbortSignal.timeout(WAIT_MS),
  });
  const said = `Sign-in failed: the server answered ${response.status}`;
  if (!response.ok) throw (await isFinal(response)) ? new SignInFailed(said) : new Error(said);
  const { access_token: token, expires_in, refresh_token: renewal } = v.parse(answerShape, await response.json());
  const { auth_time: provedAt, ...who } = claimsOf(token);
  return { token, ...who, provedAt, since, until: since + expires_in * 1_000, renewal };
}

/** Whoever is throttled, or meets a firewall, is told nothing of his session: he may ask again. */
async function isFinal(response: Response): Promise<boolean> {
  const isRefusal = response.status === 400 || response.status === 401;
  return isRefusal && v.is(finalShape, await response.json().catch(() => undefined));
}

function claimsOf(token: string) {
  const [, payload = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return v.parse(claimsShape, JSON.parse(new TextDecoder().decode(bytes)));
}

/** Where the sign-in page sends people back to. */
export const home = () => `${location.origin}/`;
