import * as v from 'valibot';
import { retryAfterOf } from '#common/exchange.ts';
import { type Answered, isAnswered, type Outgoing, type Unanswered } from '#common/send/https.ts';
import type { ListedCode } from '#common/store/listed-codes.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { serialPage } from '#shared/messages/site-api.ts';
import { type Issuer, IssuerFault, type Wanted } from './issuer.ts';
import { type TokenNeeds, tokens } from './seriate-token.ts';

const settings = v.object({
  url: v.string(),
  pool: v.string(),
  actingFor: v.optional(v.string()),
  tokenUrl: v.optional(v.string()),
  secret: v.string(),
});
const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const block = v.looseObject({ requestId: v.string(), first: counter, last: counter });
const problem = v.object({ detail: v.optional(v.string()), remedy: v.optional(v.string()) });

/** Serials of one page. */
const PAGE = 20_000;
/** How requests from here are named among the sites of the issuer. */
const SITE = 'refill';

type Asked = Pick<Outgoing, 'method'> & { readonly path: string; readonly body?: object };

/** Another company's enterprise level that speaks this very API: POST serial-requests, page the serials, acknowledge the block. */
export function seriate(needs: TokenNeeds): Issuer {
  const tokensOf = tokens(needs);
  const ask = async (wanted: Wanted, { method, path, body }: Asked): Promise<Answered | Unanswered> => {
    const { url, actingFor, tokenUrl, secret } = v.parse(settings, wanted.issuer);
    const base = url.replace(/\/+$/, '');
    const place = { tenant: wanted.tenant, url: base, tokenUrl: tokenUrl ?? `${base}/oauth2/token`, secret };
    const headers = {
      authorization: `Bearer ${await tokensOf.get(place)}`,
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...(actingFor !== undefined && { 'seriate-acting-for': actingFor }),
    };
    const answer = await needs.send({
      method,
      url: base + path,
      headers,
      ...(body && { body: Buffer.from(JSON.stringify(body)) }),
    });
    if (isAnswered(answer) && answer.status === 401) tokensOf.forget(place);
    return answer;
  };
  const pathOf = ({ requestId }: Wanted) => `/api/serial-requests/${encodeURIComponent(requestId)}`;
  return {
    request: async (wanted) => {
      const { pool } = v.parse(settings, wanted.issuer);
      const body = { requestId: wanted.requestId, pool, count: wanted.amount, site: SITE };
      return judged(await ask(wanted, { method: 'POST', path: '/api/serial-requests', body }), wanted, 'received');
    },
    poll: async (wanted) => judged(await ask(wanted, { method: 'GET', path: pathOf(wanted) }), wanted, 'acknowledged'),
    collect: (wanted) =>
      pages(wanted, (query) => ask(wanted, { method: 'GET', path: `${pathOf(wanted)}/serials?${query}` })),
    acknowledge: async (wanted) => {
      await ask(wanted, { method: 'POST', path: `${pathOf(wanted)}/delivered`, body: {} });
    },
  };
}

/** What an answer about the request means. */
function judged(answer: Answered | Unanswered, { requestId }: Wanted, good: 'received' | 'acknowledged'): Verdict {
  if (!isAnswered(answer))
    return answer.failure === 'permanent'
      ? { verdict: 'rejected', reason: answer.reason }
      : { verdict: 'retry', failure: answer.failure, reason: answer.reason };
  const { status } = answer;
  if (status === 404 && good === 'acknowledged') return { verdict: 'unknown' };
  if (status === 200 || status === 201) {
    const given = v.safeParse(block, json(answer));
    if (given.success && given.output.requestId === requestId)
      return good === 'acknowledged'
        ? { verdict: good }
        : { verdict: good, receipt: `${given.output.first}-${given.output.last}` };
    return { verdict: 'retry', failure: 'ambiguous', reason: 'the answer is not about the request' };
  }
  if (status === 202)
    return good === 'received'
      ? { verdict: good, receipt: requestId }
      : { verdict: 'pending', ...retryAfterOf(answer) };
  // The token may have run out meanwhile, or been withdrawn for a while.
  if (status === 401 || status === 408 || status === 429 || status >= 500)
    return { verdict: 'retry', failure: 'ambiguous', reason: `status ${status}`, ...retryAfterOf(answer) };
  const told = v.safeParse(problem, json(answer));
  const why = told.success ? [told.output.detail, told.output.remedy].filter(Boolean).join('; ') : '';
  return { verdict: 'rejected', reason: `status ${status}${why && `: ${why}`}`.slice(0, 1000) };
}

type AskPage = (query: string) => Promise<Answered | Unanswered>;
const codePage = v.object({
  ...serialPage.entries,
  serials: v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(20))),
});

async function* pages({ amount }: Wanted, ask: AskPage): AsyncGenerator<ListedCode[]> {
  let count = 0;
  for (let from: number | undefined; ; ) {
    const { serials, extra, first, next } = await readPage(ask, from);
    if (from !== undefined && first < from) throw new IssuerFault(`the page from ${from} begins with ${first}`);
    if (extra !== undefined && extra.length !== serials.length)
      throw new IssuerFault(`the page from ${first} has not as many tails as serials`);
    count += serials.length;
    if (count > amount) throw new IssuerFault(`more serials came than the ${amount} that were asked for`);
    yield serials.map((code, i) => ({ code, ...(extra?.[i] && { extra: extra[i] }) }));
    if (next === undefined) break;
    if (next <= (from ?? first - 1) || serials.length === 0)
      throw new IssuerFault(`the page behind ${first} does not follow`);
    from = next;
  }
  if (count !== amount) throw new IssuerFault(`${count} serials came, ${amount} were asked for`);
}

async function readPage(ask: AskPage, from: number | undefined) {
  const answer = await ask(`limit=${PAGE}${from === undefined ? '' : `&from=${from}`}`);
  if (!isAnswered(answer)) throw new IssuerFault(answer.reason);
  const page = v.safeParse(codePage, json(answer));
  if (answer.status !== 200 || !page.success)
    throw new IssuerFault(`status ${answer.status} instead of a page of serials`);
  return page.output;
}

/** The body as JSON; undefined for all else, such as a proxy's page. */
function json({ body }: Answered): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
