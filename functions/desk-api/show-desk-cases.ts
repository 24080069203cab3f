import type { Endpoint } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { deskQueries } from '#common/queries/desk.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import { tellFile } from './attach-file.ts';
import { callingPartner, findDeskCase, isReadBy } from './find-desk-case.ts';
import type { DeskApiNeeds } from './needs.ts';
import { tellDeskBriefly, tellDeskCase, tellPartnerCase } from './tell-desk-case.ts';
import { toldBy } from './told-by.ts';

/** Cases, the latest first. Whose turn it is follows from what was said: it is looked for in the cases that are not over, as far as one answer looks. */
export const listDeskCases =
  ({ cases }: Pick<DeskApiNeeds, 'cases'>): Endpoint =>
  async (request) => {
    const { awaits, ...asked } = readQuery(deskQueries['GET /api/desk/cases'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const wanted = { ...asked, isOpen: awaits !== undefined, after: placeIn(paged) };
    const isTheirTurn = (row: DeskCase) => awaits === undefined || tellDeskBriefly(row).awaits === awaits;
    const page = await cases.list(tenant, wanted, isTheirTurn);
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { cases: page.cases.map(tellDeskBriefly), ...more } };
  };

/** One case with what was said, how the partner learns of it, and its history, 500 lines from `from` on; with `?file=` the bytes that a message brought, in base64. */
export const showDeskCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { file, from } = readQuery(deskQueries['GET /api/desk/cases/{id}'], request);
    const row = await findDeskCase(needs, request);
    if (file !== undefined) return tellFile(needs, row, file);
    const [history, by] = await Promise.all([needs.cases.history(row.tenant, row.id, from ?? 0), toldBy(needs, row)]);
    return { status: 200, body: { ...tellDeskCase(row), toldBy: by, history } };
  };

/** A partner's own cases, those that it reads here. */
export const listPartnerCases =
  ({ cases, now }: Pick<DeskApiNeeds, 'cases' | 'now'>): Endpoint =>
  async (request) => {
    const partner = callingPartner(request);
    const asked = readQuery(deskQueries['GET /partner/desk-cases'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await cases.list(tenant, { ...asked, partner, after: placeIn(paged) });
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    const theirs = page.cases.filter((row) => isReadBy(row, partner, now()));
    return { status: 200, body: { cases: theirs.map(tellPartnerCase), ...more } };
  };

export const showPartnerCase =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    callingPartner(request);
    const { file } = readQuery(deskQueries['GET /partner/desk-cases/{id}'], request);
    const row = await findDeskCase(needs, request);
    return file === undefined ? { status: 200, body: tellPartnerCase(row) } : tellFile(needs, row, file);
  };
