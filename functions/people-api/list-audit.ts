import * as v from 'valibot';
import { csvHeaders, csvOf, wantsCsv } from '#common/csv-answer.ts';
import type { Endpoint } from '#common/http.ts';
import { foreignToken, type Paged, placeIn, tokenOf } from '#common/page-token.ts';
import { peopleQueries } from '#common/queries/people.ts';
import { badQuery, readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { type Audit, type AuditPlace, monthOf } from '#common/store/audit.ts';
import { type AuditEntry, monthText } from '#shared/access/audit-entry.ts';
import { auditColumns, auditRow } from './audit-csv.ts';

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
 * The audit trail, newest first, from a month (the present one) or a time back; as CSV too. `act` and `by` must be equal, `subject` begins with what is
 * asked, or with `exact` is it. A page may hold fewer than asked, even none, when `next` says that there is more.
 */
export const listAudit =
  (needs: ListAuditNeeds): Endpoint =>
  async (request) => {
    const wanted = readQuery(asked, request);
    if (wanted.exact && wanted.subject === undefined)
      throw badQuery('exact', 'says how subject is meant, which is missing', 'add subject, or leave it out');
    const parameters = readQueryString(request.queryString);
    const paged: Paged = { request, url: request.url, parameters, tokenIn: 'after' };
    const begin = split(paged, placeIn(paged)) ?? firstPlace(wanted, needs.now());
    const { entries, place } = await search(needs.audit, request.tenant, wanted, begin);
    const next = place && tokenOf(paged, `${place.month}|${place.id}`);
    if (!wantsCsv(wanted, request)) return { status: 200, body: { entries, ...(next !== undefined && { next }) } };
    const onward = next !== undefined && {
      link: `<${request.url}?${onwardQuery(request.queryString, next)}>; rel="next"`,
    };
    const headers = { ...csvHeaders(`audit-${request.tenant}`), ...onward };
    return { status: 200, headers, body: csvOf([auditColumns, ...entries.map(auditRow)]) };
  };

/** Where the first page begins: behind everything that was done at `to` or later. Ids begin with the time. */
function firstPlace({ month, to }: Asked, now: Date): AuditPlace {
  const end = { month: month ?? monthOf(now.toISOString()), id: '' };
  if (to === undefined) return end;
  const before = inUtc(to);
  return monthOf(before) > end.month ? end : { month: monthOf(before), id: before };
}

async function search(audit: Audit, tenant: string, wanted: Asked, begin: AuditPlace) {
  const entries: AuditEntry[] = [];
  const from = wanted.from === undefined ? '' : inUtc(wanted.from);
  const firstMonth = monthOf(from) > FIRST_MONTH ? monthOf(from) : FIRST_MONTH;
  let { month, id } = begin;
  for (let read = 0, months = 0; read < MOST_READ && months < MOST_MONTHS; ) {
    const page = await audit.ofMonth(tenant, month, wanted.limit, id === '' ? undefined : id);
    read += wanted.limit;
    for (const entry of page.entries) {
      if (entry.at < from) return { entries, place: undefined };
      id = entry.id;
      if (!fits(wanted, entry)) continue;
      entries.push(entry);
      if (entries.length === wanted.limit) return { entries, place: { month, id } };
    }
    if (page.more) continue;
    if (month <= firstMonth) return { entries, place: undefined };
    [month, id, months] = [monthBefore(month), '', months + 1];
  }
  return { entries, place: { month, id } };
}

const fits = ({ act, subject, exact, by }: Asked, entry: AuditEntry): boolean =>
  (act === undefined || entry.act === act) &&
  (by === undefined || entry.by === by) &&
  (subject === undefined || (exact ? entry.subject === subject : entry.subject.startsWith(subject)));

/** The question as it was sent, but for the place: blanks may be written in two ways, which mean the same here alone. */
const onwardQuery = (queryString: string, next: string): string =>
  [
    ...queryString.split('&').filter((one) => one !== '' && !one.startsWith('after=')),
    `after=${encodeURIComponent(next)}`,
  ].join('&');

/** As entries have it, so that it sorts with them. */
const inUtc = (time: string): string => new Date(time).toISOString();

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
