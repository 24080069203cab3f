import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { Answered, type Client } from './client.ts';

/** A person at a browser: signs in with the password of `credentials.json`, and again whenever something is to be signed. */
export type Person = Pick<Client, 'call'> & {
  /** Proves who he is, anew: what he signs within the next minutes is signed by him. */
  signIn(): Promise<void>;
};

const WAIT_MS = 30_000;
const SCOPE = 'openid profile seriate/read seriate/write';

const settingsShape = v.object({ clientId: v.string(), signInUrl: v.string() });
const credentialsShape = v.object({ users: v.array(v.object({ username: v.string(), password: v.string() })) });
const tokenShape = v.object({ access_token: v.string() });

/** @param username one of the people in `credentials.json` of the data directory */
export function personOf(url: string, data: string, username: string): Person {
  let token: Promise<string> | undefined;
  const person: Person = {
    signIn: async () => {
      token = tokenOf(url, data, username);
      await token;
    },
    call: async (method, path, body) => {
      token ??= tokenOf(url, data, username);
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${await token}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(WAIT_MS),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status >= 400)
        throw new Answered(response.status, `${method} ${path} answered ${response.status}: ${text}`);
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
  };
  return person;
}

/** An access token by authorization code and PKCE (RFC 6749 §4.1, RFC 7636), through the sign-in page, as a browser does it. */
export async function tokenOf(url: string, data: string, username: string): Promise<string> {
  const { users } = v.parse(credentialsShape, JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8')));
  const user = users.find((one) => one.username === username);
  if (user === undefined) throw new Error(`credentials.json names no user ${username}`);
  const { clientId, signInUrl } = v.parse(settingsShape, await (await fetch(`${url}/console.json`)).json());
  const [verifier, state] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('base64url')];
  const home = `${url}/`;
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: home,
    scope: SCOPE,
    state,
    prompt: 'login',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const browser = openBrowser();
  const page = await browser.go(`${signInUrl}/oauth2/authorize?${asked}`, home);
  const back = await browser.go(page, home, new URLSearchParams({ username, password: user.password }));
  const returned = new URL(back).searchParams;
  const code = returned.get('code');
  if (code === null || returned.get('state') !== state) throw new Error(`${username} was not let in: ${back}`);
  const form = {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: home,
    code,
    code_verifier: verifier,
  };
  const answer = await fetch(`${signInUrl}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  if (!answer.ok)
    throw new Answered(answer.status, `POST /oauth2/token answered ${answer.status}: ${await answer.text()}`);
  return v.parse(tokenShape, await answer.json()).access_token;
}

/** So many redirects are no way to anywhere. */
const MOST_HOPS = 10;

/** Keeps cookies and follows redirects; answers where it ended: at a page, or at `home` without going there. */
function openBrowser() {
  const cookies = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
  };
  return {
    go: async (from: string, home: string, form?: URLSearchParams): Promise<string> => {
      let [at, body] = [from, form];
      for (let hops = 0; hops < MOST_HOPS; hops++) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(at, {
          method: body === undefined ? 'GET' : 'POST',
          redirect: 'manual',
          headers: { cookie },
          signal: AbortSignal.timeout(WAIT_MS),
          ...(body !== undefined && { body }),
        });
        keep(response);
        await response.body?.cancel();
        const to = response.headers.get('location');
        if (to === null && response.ok && body === undefined) return at;
        if (to === null) throw new Answered(response.status, `${new URL(at).pathname} answered ${response.status}`);
        at = new URL(to, at).href;
        body = undefined;
        if (at.startsWith(`${home}?`)) return at;
      }
      throw new Error(`${from} leads nowhere`);
    },
  };
}
