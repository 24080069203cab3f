import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { foreignToken, type Paged, placeIn, tokenOf } from '#common/page-token.ts';
import { peopleQueries } from '#common/queries/people.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { type Audit, type AuditPlace, monthOf } from '#common/store/audit.ts';
import { type AuditEntry, monthText } from '#shared/access/audit-entry.ts';

export interface ListAuditNeeds {
  readonly audit: Audit;
  readonly now: () => Date;
}

/** Rows looked at for one page: a search for what is rare goes on with the next. */
const MOST_READ = 2000;
/** Months looked at for one page. */
const MOST_MONTHS = 24;
/** Before this there was no trail. */
const FIRST_MONTH = '2026-01';

const asked = peopleQueries['GET /api/audit'];
type Asked = ReturnType<typeof readQuery<typeof asked>>;

/**
 * The audit trail, newest first, from a month (the present one) back. `act` and `by` must be equal, `subject` begins with what is asked. A
 * page may hold fewer than asked, even none, when `next` says that there is more.
 */
export const listAudit =
  (needs: ListAuditNeeds): Endpoint =>
  async (request) => {
    const wanted = readQuery(asked, request);
    const parameters = readQueryString(request.queryString);
    const paged: Paged = { request, url: request.url, parameters, tokenIn: 'after' };
    const from = split(paged, placeIn(paged)) ?? { month: wanted.month ?? monthOf(needs.now().toISOString()), id: '' };
    const { entries, place } = await search(needs.audit, request.tenant, wanted, from);
    return { status: 200, body: { entries, ...(place && { next: tokenOf(paged, `${place.month}|${place.id}`) }) } };
  };

async function search(audit: Audit, tenant: string, wanted: Asked, from: AuditPlace) {
  const entries: AuditEntry[] = [];
  let { month, id } = from;
  for (let read = 0, months = 0; read < MOST_READ && months < MOST_MONTHS; ) {
    const page = await audit.ofMonth(tenant, month, wanted.limit, id === '' ? undefined : id);
    read += wanted.limit;
    for (const entry of page.entries) {
      id = entry.id;
      if (!fits(wanted, entry)) continue;
      entries.push(entry);
      if (entries.length === wanted.limit) return { entries, place: { month, id } };
    }
    if (page.more) continue;
    if (month <= FIRST_MONTH) return { entries, place: undefined };
    [month, id, months] = [monthBefore(month), '', months + 1];
  }
  return { entries, place: { month, id } };
}

const fits = ({ act, subject, by }: Asked, entry: AuditEntry): boolean =>
  (act === undefined || entry.act === act) &&
  (by === undefined || entry.by === by) &&
  (subject === undefined || entry.subject.startsWith(subject));

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

function split(paged: Paged, after: string | undefined): AuditPlace | undefined {
  if (after === undefined) return undefined;
  const [month = '', id = ''] = after.split('|');
  if (!v.is(monthText, month)) throw foreignToken(paged);
  return { month, id };
}
