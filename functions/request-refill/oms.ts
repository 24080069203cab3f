import * as v from 'valibot';
import { retryAfterOf } from '#common/exchange.ts';
import { toStation } from '#common/regulator-access/oms-token.ts';
import { type Answered, isAnswered, type SendHttps, type Unanswered } from '#common/send/https.ts';
import { signCms } from '#common/sign-cms.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { type Issuer, IssuerFault, type Wanted, WronglySet } from './issuer.ts';
import { secretName } from './issuer-credentials.ts';
import type { OmsSecret } from './oms-secret.ts';
import { isLooking, lookAgain, notKnown, orderOnce } from './order-once.ts';
import { readCodes } from './read-codes.ts';

/** Codes of one block: some 1 MB. */
const BLOCK = 10_000;
/** Codes of one order (MDLP: 150,000 a product). */
const MOST = 150_000;

const settings = v.object({
  url: v.string(),
  omsId: v.string(),
  secret: v.string(),
  productGroup: v.optional(v.string(), 'pharma'),
  /** A number: how codes of the product group are made up. */
  templateId: v.optional(v.string()),
});
const placed = v.object({ orderId: v.pipe(v.string(), v.minLength(1)) });
const listed = v.object({
  orderInfos: v.array(
    v.object({
      orderId: v.string(),
      productionOrderId: v.optional(v.nullable(v.string())),
      buffers: v.optional(v.array(v.object({ bufferStatus: v.string() })), []),
    }),
  ),
});
const buffer = v.object({ bufferStatus: v.string(), rejectionReason: v.optional(v.nullable(v.string())) });
const blocks = v.object({ blocks: v.array(v.object({ blockId: v.string(), quantity: v.number() })) });
const given = v.object({ blockId: v.string(), codes: v.array(v.string()) });
const refusal = v.object({
  globalErrors: v.optional(v.array(v.object({ error: v.string() })), []),
  fieldErrors: v.optional(v.array(v.object({ fieldName: v.string(), fieldError: v.string() })), []),
});

export interface OmsNeeds {
  readonly send: SendHttps;
  readonly secret: (tenant: string, name: string) => Promise<OmsSecret>;
  readonly now: () => Date;
}

type Ask = (
  method: 'GET' | 'POST',
  path: string,
  query: Readonly<Record<string, string>>,
  body?: object,
) => Promise<Answered | Unanswered>;

/**
 * An order management station (OMS): codes with key and crypto code are ordered, and fetched in blocks once they are emitted (public clients of CRPT, API v3: [M],
 * paths other than the order's [R]). It knows no request id of ours, so the order bears it as its production order, and is looked for before it is placed. Codes are paid for: an order that may have
 * been placed is looked for again and again, and never placed a second time unless a person has the refill tried again.
 */
export function oms(needs: OmsNeeds): Issuer {
  const at = (ask: Ask, wanted: Wanted) => ({ find: () => orderOf(ask, wanted), place: () => place(ask, wanted) });
  return {
    request: async (wanted) => {
      const { amount, gtin } = wanted;
      if (gtin === undefined) throw new WronglySet('the pool is of no product');
      if (amount > MOST) throw new WronglySet(`an order station makes ${MOST} codes an order at most, not ${amount}`);
      return orderOnce(wanted, at(await asker(needs, wanted), wanted));
    },
    poll: async (wanted) => {
      const ask = await asker(needs, wanted);
      if (isLooking(wanted.receipt ?? '')) return lookAgain(wanted, at(ask, wanted));
      const answer = await ask('GET', 'buffer/status', of(wanted));
      if (isAnswered(answer) && answer.status === 404) return notKnown(wanted);
      const told = isAnswered(answer) ? v.safeParse(buffer, json(answer)) : undefined;
      return told?.success ? standing(told.output) : judged(answer);
    },
    collect: (wanted) => collect(needs, wanted),
    acknowledge: async (wanted) => {
      const ask = await asker(needs, wanted);
      await ask('POST', 'order/close', {}, of(wanted));
    },
  };
}

const received = (receipt: string): Verdict => ({ verdict: 'received', receipt });

/** The order that was placed under the request; `undefined` when the station lists none. */
async function orderOf(ask: Ask, { requestId }: Wanted): Promise<Verdict | undefined> {
  const answer = await ask('GET', 'order/list', {});
  const known = isAnswered(answer) ? v.safeParse(listed, json(answer)) : undefined;
  if (!known?.success) return again(answer, 'the list of orders cannot be read');
  const mine = known.output.orderInfos.find((one) => one.productionOrderId === requestId && !isRefused(one));
  return mine && received(mine.orderId);
}

/** Such an order gives no codes and costs nothing: whoever mended why has another made. */
const isRefused = ({ buffers }: v.InferOutput<typeof listed>['orderInfos'][number]) =>
  buffers.length > 0 && buffers.every(({ bufferStatus }) => bufferStatus === 'REJECTED');

/** What was turned away before anything was read is not placed; whether any other order arrived is found out (`order-once.ts`). */
async function place(ask: Ask, { amount, requestId, gtin, issuer }: Wanted): Promise<Verdict> {
  const { productGroup, templateId } = v.parse(settings, issuer);
  const template = templateId !== undefined && { templateId: Number(templateId) };
  const products = [{ gtin, quantity: amount, serialNumberType: 'OPERATOR', ...template }];
  const order = { productGroup, products, attributes: { productionOrderId: requestId } };
  const answer = await ask('POST', 'order', {}, order);
  const told = isAnswered(answer) ? v.safeParse(placed, json(answer)) : undefined;
  if (told?.success) return received(told.output.orderId);
  const verdict = judged(answer);
  const isTurnedAway = isAnswered(answer) && answer.status === 429;
  return isTurnedAway && verdict.verdict === 'retry' ? { ...verdict, failure: 'transient' } : verdict;
}

const of = ({ receipt = '', gtin = '' }: Wanted) => ({ orderId: receipt, gtin });

function standing({ bufferStatus, rejectionReason }: v.InferOutput<typeof buffer>): Verdict {
  if (bufferStatus === 'ACTIVE' || bufferStatus === 'EXHAUSTED') return { verdict: 'acknowledged' };
  if (bufferStatus === 'PENDING') return { verdict: 'pending' };
  const why = rejectionReason ? `: ${rejectionReason}` : '';
  return { verdict: 'rejected', reason: `the station says of the order ${bufferStatus}${why}` };
}

/** First the blocks that were handed out before, whose codes would be lost otherwise, then what is left. */
async function* collect(needs: OmsNeeds, wanted: Wanted) {
  const ask = await asker(needs, wanted);
  const { amount, gtin = '' } = wanted;
  const before = read(blocks, await ask('GET', 'order/codes/blocks', of(wanted)));
  let count = 0;
  for (const { blockId, quantity } of before.blocks) {
    const { codes } = read(given, await ask('GET', 'order/codes/retry', { ...of(wanted), blockId }));
    if (codes.length !== quantity) throw new IssuerFault(`block ${blockId} has ${codes.length} codes, not ${quantity}`);
    count += codes.length;
    yield readCodes(codes, gtin);
  }
  while (count < amount) {
    const quantity = Math.min(BLOCK, amount - count);
    const { codes } = read(given, await ask('GET', 'codes', { ...of(wanted), quantity: `${quantity}` }));
    if (codes.length === 0) break;
    count += codes.length;
    yield readCodes(codes, gtin);
  }
  if (count !== amount) throw new IssuerFault(`${count} codes came, ${amount} were asked for`);
}

async function asker({ send, secret, now }: OmsNeeds, { tenant, issuer }: Wanted): Promise<Ask> {
  const { url, omsId, secret: name } = v.parse(settings, issuer);
  const { clientToken, origin, key, certificate } = await secret(tenant, name);
  if (new URL(url).origin !== origin)
    throw new WronglySet(`the secret ${secretName(tenant, name)} names the origin ${origin}, not that of ${url}`);
  return async (method, path, query, body) => {
    const bytes = body && Buffer.from(JSON.stringify(body));
    const signature = bytes && signCms(bytes, { key, certificate }, now()).toString('base64');
    const call = {
      method,
      url: `${url.replace(/\/+$/, '')}/api/v3/${path}?${new URLSearchParams(query)}`,
      headers: { ...(signature && { 'x-signature': signature, 'content-type': 'application/json' }) },
      ...(bytes && { body: bytes }),
    };
    const answer = await send(toStation(call, { omsId, clientToken }));
    if (isAnswered(answer) && answer.status === 401)
      throw new IssuerFault(
        `status 401: the station does not take the clientToken of the secret ${secretName(tenant, name)}: mend it there`,
      );
    return answer;
  };
}

/** What an answer means that is not the one that was asked for. */
function judged(answer: Answered | Unanswered): Verdict {
  if (!isAnswered(answer) || answer.status < 400 || answer.status === 408)
    return again(answer, 'the answer cannot be read');
  if (answer.status === 429 || answer.status >= 500) return again(answer, '');
  const told = v.safeParse(refusal, json(answer));
  const { globalErrors, fieldErrors } = told.success ? told.output : { globalErrors: [], fieldErrors: [] };
  const words = [
    ...globalErrors.map(({ error }) => error),
    ...fieldErrors.map(({ fieldName, fieldError }) => `${fieldName}: ${fieldError}`),
  ];
  // Nothing but the station's own words rejects.
  if (words.length === 0) return again(answer, 'the answer cannot be read');
  return { verdict: 'rejected', reason: `status ${answer.status}: ${words.join('; ')}`.slice(0, 1000) };
}

/** Asking again is safe: what may have placed an order is not sent again (`place`). */
function again(answer: Answered | Unanswered, why: string): Verdict {
  if (isAnswered(answer)) {
    const reason = [`status ${answer.status}`, why].filter(Boolean).join(', ');
    return { verdict: 'retry', failure: 'ambiguous', reason, ...retryAfterOf(answer) };
  }
  const { failure, reason } = answer;
  return failure === 'permanent' ? { verdict: 'rejected', reason } : { verdict: 'retry', failure, reason };
}

function read<Schema extends v.GenericSchema>(schema: Schema, answer: Answered | Unanswered): v.InferOutput<Schema> {
  if (!isAnswered(answer)) throw new IssuerFault(answer.reason);
  const told = v.safeParse(schema, json(answer));
  if (answer.status !== 200 || !told.success) throw new IssuerFault(`status ${answer.status} instead of codes`);
  return told.output;
}

function json({ body }: Answered): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
