import * as v from 'valibot';
import { answerCollection } from '#common/epcis/answer-collection.ts';
import type { Endpoint } from '#common/http.ts';
import { askedPage, foreignToken, nextHeaders } from '#common/page-token.ts';
import { mustOnlyPage, readQueryString } from '#common/query-string.ts';
import type { LedgerLists } from '#common/store/ledger-lists.ts';
import type { Resource } from './resources.ts';

/** Members of one page at most. */
const MOST = 1000;
/** A place in a list of values is a value, and keys of the table have so many bytes. */
const LONGEST = 1000;

interface Needs {
  readonly lists: LedgerLists;
  readonly now: () => Date;
}

/** Values that events of the tenant have, a page at a time (EPCIS 2.0, REST binding): words bare, identifiers as Digital Links. */
export const listMembers =
  (needs: Needs, resource: Resource): Endpoint =>
  async (request) => {
    const parameters = readQueryString(request.queryString);
    mustOnlyPage(parameters);
    const paged = { request, url: `/epcis/${resource.name}`, parameters };
    const now = needs.now();
    const { perPage, after } = askedPage(paged, MOST, now);
    const { members, next } = await membersOf(needs.lists, request.tenant, resource, after, perPage);
    return answerCollection(request, members, nextHeaders(paged, next, now));
  };

async function membersOf(
  lists: LedgerLists,
  tenant: string,
  { values: field, always }: Resource,
  after: string | undefined,
  perPage: number,
): Promise<{ members: readonly string[]; next?: string }> {
  if (Buffer.byteLength(after ?? '') > LONGEST) throw foreignToken(epcisList);
  if (field === 'epc') return epcsOf(lists, tenant, after, perPage);
  if (always.length > 0) return withStandard(lists, tenant, field, always, after, perPage);
  const { values, next } = await lists.values(tenant, field, after, perPage);
  return { members: values, ...(next !== undefined && { next }) };
}

async function epcsOf(lists: LedgerLists, tenant: string, after: string | undefined, perPage: number) {
  try {
    const { epcs, next } = await lists.epcs(tenant, after, perPage);
    return { members: epcs, ...(next !== undefined && { next }) };
  } catch (error) {
    // The ledger does not take what it did not give, and only a token can bring that.
    if (after !== undefined && (error instanceof SyntaxError || v.isValiError(error))) throw foreignToken(epcisList);
    throw error;
  }
}

const epcisList = { url: '/epcis/' };

/** Types of events are few: the standard's and those seen are put in one order. */
async function withStandard(
  lists: LedgerLists,
  tenant: string,
  field: Exclude<Resource['values'], 'epc'>,
  always: readonly string[],
  after = '',
  perPage: number,
) {
  const standard = always.filter((value) => value > after);
  const seen = await lists.values(tenant, field, after === '' ? undefined : after, perPage + 1);
  const all = [...new Set([...standard, ...seen.values])].sort();
  const members = all.slice(0, perPage);
  const next = all.length > perPage ? members.at(-1) : undefined;
  return { members, ...(next !== undefined && { next }) };
}
