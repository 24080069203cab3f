import * as v from 'valibot';
import { expect } from 'vitest';

const session = v.object({ clientId: v.string(), clientSecret: v.string(), tokenUrl: v.string(), scope: v.string() });
const token = v.object({ access_token: v.string() });

const json = async (path: string, init: RequestInit) => {
  const headers = { 'content-type': 'application/json', ...init.headers };
  const answer = await fetch(path, { ...init, headers, signal: AbortSignal.timeout(60_000) });
  return { status: answer.status, body: Object(await answer.json()) };
};

export type InvitedPartner = Awaited<ReturnType<typeof invitedPartner>>;

/** Calls of a partner, by what it was given for its link. */
export async function invitedPartner(link: string) {
  const [accept = '', invitation] = link.split('#');
  const made = await json(accept, { method: 'POST', body: JSON.stringify({ token: invitation }) });
  expect(made.status).toBe(201);
  const { clientId, clientSecret, tokenUrl, scope } = v.parse(session, made.body);
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope });
  const given = await fetch(tokenUrl, { method: 'POST', headers: { authorization: basic }, body });
  const { access_token } = v.parse(token, await given.json());
  const origin = new URL(accept).origin;
  return (route: string, said?: object) => {
    const [method = '', path = ''] = route.split(' ');
    const more = said === undefined ? {} : { body: JSON.stringify(said) };
    return json(`${origin}${path}`, { method, headers: { authorization: `Bearer ${access_token}` }, ...more });
  };
}
