import * as v from 'valibot';
import { retryAfterOf } from '#common/exchange.ts';
import { type OpenNeeds, openAccess } from '#common/regulator-access/open-access.ts';
import { NoToken } from '#common/regulator-access/proof.ts';
import type { RegulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { type Answered, isAnswered, type Unanswered } from '#common/send/https.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { type Issuer, IssuerFault, type Wanted, WronglySet } from './issuer.ts';
import { secretName } from './issuer-credentials.ts';
import { isLooking, lookAgain, notKnown, orderOnce } from './order-once.ts';
import { readCodes } from './read-codes.ts';
import type { XtraceSecret } from './xtrace-secret.ts';

/** States of orders that gave no codes and never will (public clients: [M]). */
const REFUSED = ['REJECTED', 'DECLINED'];
/** Codes of one pack: some 1 MB. */
const PACK = 10_000;

const settings = v.object({
  url: v.string(),
  secret: v.string(),
  businessPlaceId: v.string(),
  productGroup: v.optional(v.string(), 'pharma'),
  releaseMethodType: v.optional(v.string(), 'PRIMARY'),
  language: v.optional(v.string(), 'ru'),
});
const named = v.pipe(v.string(), v.minLength(1));
const perhaps = v.optional(v.nullable(v.string()));
const placed = v.object({ orderId: named });
const listed = v.object({
  orderInfos: v.array(v.object({ orderId: named, poNumber: perhaps, orderStatus: perhaps })),
});
const buffers = v.object({
  subOrderInfos: v.array(v.object({ gtin: v.string(), bufferStatus: v.string(), rejectionReason: perhaps })),
});
const given = v.object({ packId: named, codes: v.array(v.string()) });
const refusal = v.object({ errorCode: v.optional(named), message: v.optional(named), error: v.optional(named) });

export interface XtraceNeeds extends Omit<OpenNeeds, 'ready'> {
  readonly secret: (tenant: string, name: string) => Promise<XtraceSecret>;
}

type Query = Readonly<Record<string, string>>;
type Ask = (method: 'GET' | 'POST', path: string, query: Query, body?: object) => Promise<Answered | Unanswered>;

/**
 * A marking system on the xTrace platform: IS MPT of Kazakhstan, ASL BELGISI of Uzbekistan (public clients: [M]). An order bears the refill's id as its `poNumber`, by which it is
 * looked for before it is made; codes come in packs, each after the one before, so that none is lost on its way.
 */
export function xtrace(needs: XtraceNeeds): Issuer {
  const at = (ask: Ask, wanted: Wanted) => ({ find: () => orderOf(ask, wanted), place: () => place(ask, wanted) });
  return {
    request: async (wanted) => {
      if (wanted.gtin === undefined) throw new WronglySet('the pool is of no product');
      return orderOnce(wanted, at(await asker(needs, wanted), wanted));
    },
    poll: async (wanted) => {
      const ask = await asker(needs, wanted);
      const { receipt = '', gtin = '' } = wanted;
      if (isLooking(receipt)) return lookAgain(wanted, at(ask, wanted));
      const answer = await ask('GET', '/api/orders/sub-orders', { orderId: receipt, gtin });
      if (isAnswered(answer) && answer.status === 404) return notKnown(wanted);
      const told = okOf(answer, buffers)?.subOrderInfos.find((one) => one.gtin === gtin);
      return told === undefined ? again(answer, 'the order is not told of') : standing(told);
    },
    collect: (wanted) => collect(needs, wanted),
    acknowledge: async (wanted) => {
      const ask = await asker(needs, wanted);
      await ask('POST', '/api/order/close', { orderId: wanted.receipt ?? '' }, {});
    },
  };
}

const received = (receipt: string): Verdict => ({ verdict: 'received', receipt });

async function orderOf(ask: Ask, { requestId, issuer }: Wanted): Promise<Verdict | undefined> {
  const { productGroup } = v.parse(settings, issuer);
  const answer = await ask('GET', '/api/orders', { productGroup, poNumber: requestId });
  const known = okOf(answer, listed);
  if (known === undefined) return again(answer, 'the list of orders cannot be read');
  // An order that was refused gives no codes and costs nothing: whoever mended why has another made.
  const mine = known.orderInfos.find((one) => one.poNumber === requestId && !REFUSED.includes(one.orderStatus ?? ''));
  return mine && received(mine.orderId);
}

async function place(ask: Ask, { amount, requestId, gtin, issuer }: Wanted): Promise<Verdict> {
  const { productGroup, businessPlaceId, releaseMethodType } = v.parse(settings, issuer);
  const product = { gtin, quantity: amount, cisType: 'UNIT', serialNumberType: 'OPERATOR' };
  const of = { productGroup, businessPlaceId: Number(businessPlaceId), releaseMethodType };
  const answer = await ask(
    'POST',
    '/api/orders',
    {},
    { ...of, isPaid: true, poNumber: requestId, products: [product] },
  );
  const told = okOf(answer, placed);
  return told === undefined ? judged(answer) : received(told.orderId);
}

/** Names of states are those of both countries' clients [M]. */
function standing({ bufferStatus, rejectionReason }: v.InferOutput<typeof buffers>['subOrderInfos'][number]): Verdict {
  if (['ACTIVE', 'READY', 'EXHAUSTED'].includes(bufferStatus)) return { verdict: 'acknowledged' };
  if (['CREATED', 'PENDING'].includes(bufferStatus)) return { verdict: 'pending' };
  const why = rejectionReason ? `: ${rejectionReason}` : '';
  return { verdict: 'rejected', reason: `the order is ${bufferStatus}${why}`.slice(0, 1_000) };
}

/** Packs that were handed out before come first: each is asked for by the one before it. */
async function* collect(needs: XtraceNeeds, wanted: Wanted) {
  const ask = await asker(needs, wanted);
  const { amount, gtin = '', receipt = '' } = wanted;
  let count = 0;
  let last: string | undefined;
  while (count < amount) {
    const quantity = `${Math.min(PACK, amount - count)}`;
    const behind = last === undefined ? {} : { lastPackId: last };
    const answer = await ask('GET', '/api/codes', { orderId: receipt, gtin, quantity, ...behind });
    const pack = okOf(answer, given);
    if (pack === undefined)
      throw new IssuerFault(isAnswered(answer) ? `status ${answer.status} instead of codes` : answer.reason);
    if (pack.codes.length === 0 || pack.packId === last) break;
    count += pack.codes.length;
    last = pack.packId;
    yield readCodes(pack.codes, gtin);
  }
  if (count !== amount) throw new IssuerFault(`${count} codes came, ${amount} were asked for`);
}

async function asker({ secret, ...needs }: XtraceNeeds, { tenant, issuer }: Wanted): Promise<Ask> {
  const { url, secret: name, language } = v.parse(settings, issuer);
  const baseUrl = url.replace(/\/+$/, '');
  const held = heldOf(await secret(tenant, name));
  const place = { tenant, market: `refill ${name}`, baseUrl, held };
  const { send } = await openAccess({ ...needs, ready: async () => undefined }, place).catch(asFault);
  return async (method, path, query, body) => {
    const answer = await send({
      method,
      url: `${baseUrl}${path}?${new URLSearchParams(query)}`,
      headers: { accept: '*/*', 'accept-language': language, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: Buffer.from(JSON.stringify(body)) }),
    });
    if (isAnswered(answer) && answer.status === 401)
      throw new IssuerFault(
        `status 401: the secret ${secretName(tenant, name)} does not let anybody in: mend it there`,
      );
    return answer;
  };
}

function heldOf({ origin, ...held }: XtraceSecret): RegulatorCredentials {
  const origins = [origin];
  return 'token' in held ? { access: 'static', origins, ...held } : { access: 'xtrace-token', origins, ...held };
}

function asFault(error: unknown): never {
  throw error instanceof NoToken ? new IssuerFault(error.message) : error;
}

/** The answer in the shape that was asked for; `undefined` for any other. */
function okOf<Schema extends v.GenericSchema>(
  answer: Answered | Unanswered,
  schema: Schema,
): v.InferOutput<Schema> | undefined {
  if (!isAnswered(answer) || answer.status !== 200) return undefined;
  const told = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), textOf(answer));
  return told.success ? told.output : undefined;
}

const textOf = ({ body }: Answered) => Buffer.from(body).toString('utf8');

/** What an answer means that is not the one that was asked for. Nothing but the system's own words rejects. */
function judged(answer: Answered | Unanswered): Verdict {
  if (!isAnswered(answer)) {
    const { failure, reason: why } = answer;
    return failure === 'permanent' ? { verdict: 'rejected', reason: why } : { verdict: 'retry', failure, reason: why };
  }
  const { status } = answer;
  // Nothing was done of what was turned away.
  if (status === 429)
    return { verdict: 'retry', failure: 'transient', reason: `status ${status}`, ...retryAfterOf(answer) };
  const told = v.safeParse(v.pipe(v.string(), v.parseJson(), refusal), textOf(answer));
  const words = told.success ? [told.output.errorCode, told.output.message ?? told.output.error] : [];
  const said = words.filter((one) => one !== undefined).join(': ');
  if (status < 400 || status === 408 || status >= 500 || said === '') return again(answer, 'the answer cannot be read');
  return { verdict: 'rejected', reason: `status ${status}: ${said}`.slice(0, 1_000) };
}

function again(answer: Answered | Unanswered, why: string): Verdict {
  if (!isAnswered(answer)) return judged(answer);
  return { verdict: 'retry', failure: 'ambiguous', reason: `status ${answer.status}, ${why}`, ...retryAfterOf(answer) };
}
