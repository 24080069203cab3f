import type { Endpoint, Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { readQueryString } from '#common/query-string.ts';
import type { MemberNeeds } from './member-needs.ts';
import { noSuch } from './member-needs.ts';

const PAGE = 100;

type Needs = Pick<MemberNeeds, 'members'>;

/** People by user name, 100 a page; `next` is what to give as `after`. Those who were removed stay listed. */
export const listPeople =
  ({ members }: Needs): Endpoint =>
  async (request) => {
    const { paged, after } = pageOf(request);
    const { rows: users, more } = await members.people(request.tenant, PAGE, after);
    return { status: 200, body: { users, ...nextOf(paged, more, users.at(-1)?.username) } };
  };

/** Machine clients by id, 100 a page, without their secrets. */
export const listClients =
  ({ members }: Needs): Endpoint =>
  async (request) => {
    const { paged, after } = pageOf(request);
    const { rows: clients, more } = await members.clients(request.tenant, PAGE, after);
    return { status: 200, body: { clients, ...nextOf(paged, more, clients.at(-1)?.id) } };
  };

export const showPerson =
  ({ members }: Needs): Endpoint =>
  async ({ tenant, path }) => {
    const username = path['username'] ?? '';
    const found = await members.person(tenant, username);
    if (found === undefined) throw noSuch(`user ${username}`, '/api/users');
    return { status: 200, body: found };
  };

export const showClient =
  ({ members }: Needs): Endpoint =>
  async ({ tenant, path }) => {
    const id = path['client'] ?? '';
    const found = await members.client(tenant, id);
    if (found === undefined) throw noSuch(`client ${id}`, '/api/clients');
    return { status: 200, body: found };
  };

function pageOf(request: Request) {
  const { url, queryString } = request;
  const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
  return { paged, after: placeIn(paged) };
}

const nextOf = (paged: Parameters<typeof tokenOf>[0], more: boolean, last: string | undefined) =>
  more && last !== undefined ? { next: tokenOf(paged, last) } : {};
