import { vi } from 'vitest';
import { startAnswering } from './answering-server.ts';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/**
 * A page of the console in this process, at an installation whose sign-in page answers by HTTP as it is told. It says what it was asked, and where the page went.
 *
 * @param answer to what is asked of a path; undefined hangs up
 */
export async function startSignInPeer(answer: (path: string, form: URLSearchParams) => Answer | undefined) {
  const asked: { path: string; form: URLSearchParams }[] = [];
  const went: string[] = [];
  const server = await startAnswering(async ({ url: path = '' }, body) => {
    const form = new URLSearchParams(body.toString());
    asked.push({ path, form });
    const told = answer(path, form) ?? (path === '/console.json' ? { status: 200, body: settings } : undefined);
    if (told === undefined) return 'hang-up';
    return { status: told.status, body: typeof told.body === 'string' ? told.body : JSON.stringify(told.body) };
  });
  const { origin } = new URL(server.url);
  const settings = { clientId: 'console', signInUrl: origin };
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (path: string, request?: RequestInit) => fetch(new URL(path, origin), request));
  vi.stubGlobal('location', { origin: 'https://seriate.example', assign: (to: string) => void went.push(to) });
  return {
    origin,
    went,
    /** The forms that were sent to a path. */
    asked: (path: string) => asked.filter((one) => one.path === path).map(({ form }) => form),
    stop: async () => {
      vi.unstubAllGlobals();
      await server.stop();
    },
  };
}

/** What the sign-in page gives whoever is let in. */
export function givenTokens(username: string, renewal?: string): Answer {
  const claims = { tenant: 'acme', role: 'qa', username, auth_time: 1_700_000_000 };
  const token = `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
  return { status: 200, body: { access_token: token, expires_in: 3_600, refresh_token: renewal } };
}
