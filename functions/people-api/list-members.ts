import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { peopleQueries } from '#common/queries/people.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { MachineClient, Person } from '#shared/access/member.ts';
import type { MemberNeeds } from './member-needs.ts';
import { noSuch } from './member-needs.ts';

const PAGE = 100;
/** Looked at for one page at most: a search that nobody fits ends. */
const MOST_READ = 2000;

type Needs = Pick<MemberNeeds, 'members'>;

const asked = peopleQueries['GET /api/users'];
type Asked = ReturnType<typeof readQuery<typeof asked>>;

/**
 * People by user name, those that are asked for, 100 a page; `next` is what to give as `after`. Those who were removed stay listed. A page that looked
 * at many may be short, and have a next one all the same.
 */
export const listPeople =
  ({ members }: Needs): Endpoint =>
  async (request) => {
    const { wanted, paged, after } = pageOf(request);
    const fits = (one: Person) => isWanted(wanted, one, [one.username, one.name, one.email]);
    const list = (limit: number, behind?: string) => members.people(request.tenant, limit, behind);
    const { found: users, next } = await seek({ list, fits, idOf: ({ username }) => username, after });
    return { status: 200, body: { users, ...(next !== undefined && { next: tokenOf(paged, next) }) } };
  };

/** Machine clients by id, 100 a page, without their secrets. */
export const listClients =
  ({ members }: Needs): Endpoint =>
  async (request) => {
    const { wanted, paged, after } = pageOf(request);
    const fits = (one: MachineClient) => isWanted(wanted, one, [one.id, one.name, one.clientId, one.partner]);
    const list = (limit: number, behind?: string) => members.clients(request.tenant, limit, behind);
    const { found: clients, next } = await seek({ list, fits, idOf: ({ id }) => id, after });
    return { status: 200, body: { clients, ...(next !== undefined && { next: tokenOf(paged, next) }) } };
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

function pageOf(request: Parameters<Endpoint>[0]) {
  const wanted = readQuery(asked, request);
  const { url, queryString } = request;
  const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
  return { wanted, paged, after: placeIn(paged) };
}

const isWanted = (
  { text, role, state }: Asked,
  one: Pick<Person, 'role' | 'state'>,
  texts: readonly (string | undefined)[],
): boolean =>
  (role === undefined || one.role === role) &&
  (state === undefined || one.state === state) &&
  (text === undefined || texts.some((said = '') => said.toLowerCase().includes(text.toLowerCase())));

interface Sought<Row> {
  readonly list: (limit: number, after?: string) => Promise<{ readonly rows: readonly Row[]; readonly more: boolean }>;
  readonly fits: (one: Row) => boolean;
  readonly idOf: (one: Row) => string;
  readonly after: string | undefined;
}

/** The rows that fit, a page of them at most, and behind which the next page begins. */
async function seek<Row>({ list, fits, idOf, ...from }: Sought<Row>): Promise<{ found: Row[]; next?: string }> {
  const found: Row[] = [];
  let { after } = from;
  for (let read = 0; read < MOST_READ; read += PAGE) {
    const { rows, more } = await list(PAGE, after);
    for (const [i, one] of rows.entries()) {
      after = idOf(one);
      if (fits(one)) found.push(one);
      if (found.length === PAGE) return { found, ...((more || i < rows.length - 1) && { next: after }) };
    }
    if (!more) return { found };
  }
  return { found, ...(after !== undefined && { next: after }) };
}
