import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Fault, faultPlan } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';

export interface IssuerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Pools there are, each with how many serials it may issue. */
  readonly pools: Readonly<Record<string, number>>;
  /** Serials carry a tail (AI 91 and 92). */
  readonly tails?: boolean;
  /** Every so many serials, one comes twice. */
  readonly doubleEvery?: number;
  /** Requests are taken in by 202, and are there after being asked about so many times. */
  readonly pendingPolls?: number;
  /** Serials of a page at most. */
  readonly pageSize?: number;
  /** Where requests are kept; without it, they are forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Operations: `token`, `request`, `show`, `serials`, `delivered`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
}

const request = v.object({
  requestId: v.string(),
  pool: v.string(),
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  site: v.string(),
});
const kept = v.object({ ...request.entries, first: v.number(), last: v.number() });
type Kept = v.InferOutput<typeof kept>;

export interface IssuerSandbox extends Sandbox {
  /** Requests that were granted, in order. */
  granted(): readonly Kept[];
  /** Requests whose delivery was acknowledged. */
  delivered(): readonly string[];
}

/** Another company's enterprise level: tokens, `POST /api/serial-requests`, pages of serials, acknowledgement; it knows a request by its id. */
export async function startIssuerSandbox(options: IssuerOptions): Promise<IssuerSandbox> {
  const journal = openJournal(options.dataDir && join(options.dataDir, 'issued.jsonl'), (line) => v.parse(kept, line));
  const granted = new Map(journal.before.map((one) => [one.requestId, one]));
  const asked = new Map<string, number>();
  const delivered = new Set<string>();
  const token = createHash('sha256').update(`${options.clientId}:${options.clientSecret}`).digest('hex');

  const grant = (body: Buffer): Told => {
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), request), body.toString('utf8'));
    if (!read.success) return { status: 400, body: { detail: 'not a serial request' } };
    const wanted = read.output;
    const earlier = granted.get(wanted.requestId);
    if (earlier !== undefined)
      return earlier.count === wanted.count && earlier.pool === wanted.pool
        ? { status: 200, body: earlier }
        : { status: 409, body: { detail: 'the request was another' } };
    const left = options.pools[wanted.pool];
    if (left === undefined) return { status: 404, body: { detail: `no pool ${wanted.pool}` } };
    const first = [...granted.values()]
      .filter(({ pool }) => pool === wanted.pool)
      .reduce((sum, { count }) => sum + count, 0);
    if (first + wanted.count > left)
      return {
        status: 409,
        body: { detail: `${left - first} serials left, ${wanted.count} asked`, remedy: 'ask for fewer' },
      };
    const one: Kept = { ...wanted, first, last: first + wanted.count - 1 };
    journal.append(one);
    granted.set(one.requestId, one);
    return options.pendingPolls === undefined ? { status: 201, body: one } : { status: 202, body: {} };
  };
  const show = (one: Kept): Told => {
    const polls = (asked.get(one.requestId) ?? 0) + 1;
    asked.set(one.requestId, polls);
    return polls <= (options.pendingPolls ?? 0) ? { status: 202, body: {} } : { status: 200, body: one };
  };
  const answer = (call: Asked): Told => {
    const operation = operationOf(call.method, call.path);
    if (operation === 'token') return signIn(options, token, call);
    if (call.headers.authorization !== `Bearer ${token}`) return { status: 401, body: { detail: 'no token' } };
    if (operation === 'request') return grant(call.body);
    const one = granted.get(call.path[2] ?? '');
    if (one === undefined) return { status: 404, body: { detail: 'no such request' } };
    if (operation === 'serials') return { status: 200, body: pageOf(options, one, call.query) };
    if (operation === 'delivered') delivered.add(one.requestId);
    return operation === 'delivered' ? { status: 200, body: one } : show(one);
  };
  const sandbox = await serve({
    port: options.port,
    operationOf,
    answer,
    faults: faultPlan(options.faults ?? [], options.seed ?? 1),
  });
  return { ...sandbox, granted: () => [...granted.values()], delivered: () => [...delivered] };
}

function operationOf(method: string, path: readonly string[]): string {
  if (path[0] === 'oauth2') return 'token';
  if (method === 'POST' && path.length === 2) return 'request';
  return path[3] ?? 'show';
}

function signIn({ clientId, clientSecret }: IssuerOptions, token: string, { headers }: Asked): Told {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  if (headers.authorization !== `Basic ${basic}`) return { status: 401, body: { error: 'invalid_client' } };
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 3600 } };
}

function pageOf({ tails = false, doubleEvery, pageSize = 20_000 }: IssuerOptions, one: Kept, query: URLSearchParams) {
  const first = Number(query.get('from') ?? one.first);
  const last = Math.min(one.last, first + Math.min(pageSize, Number(query.get('limit') ?? 5000)) - 1);
  const counters = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const serials = counters.map((counter) =>
    serialOf(one.pool, doubleEvery !== undefined && counter % doubleEvery === 1 ? counter - 1 : counter),
  );
  const extra = tails
    ? { extra: serials.map((serial) => ({ 91: 'EE06', 92: digest(`tail ${serial}`).slice(0, 44) })) }
    : {};
  return { serials, first, ...extra, ...(last < one.last && { next: last + 1 }) };
}

/** 13 letters and digits that look like chance. Two alike are as likely as two alike by chance in 36^13. */
const serialOf = (pool: string, counter: number): string =>
  BigInt(`0x${digest(`${pool} ${counter}`).slice(0, 24)}`)
    .toString(36)
    .toUpperCase()
    .padStart(13, '0')
    .slice(-13);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
