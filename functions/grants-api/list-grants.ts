import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { readQueryString } from '#common/query-string.ts';
import type { Grants } from '#common/store/grants.ts';

const PAGE = 100;

/** Grants given to other tenants, by tenant, 100 a page; `next` is what to give as `after`. Withdrawn ones stay listed, without permissions. */
export const listGrants =
  (needs: { grants: Pick<Grants, 'list'> }): Endpoint =>
  async (request) => {
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const { grants, more } = await needs.grants.list(tenant, PAGE, placeIn(paged));
    const last = grants.at(-1);
    return { status: 200, body: { grants, ...(more && last && { next: tokenOf(paged, last.grantee) }) } };
  };
