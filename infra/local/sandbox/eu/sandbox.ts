import type { ServerOptions } from 'node:https';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Fault } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { type Control, hubControl, planOf } from './control.ts';
import { digestOf, type Entry, newHub, readEntry, receiptOf } from './hub.ts';
import { countPacks, lookUpPack } from './hub-state.ts';
import {
  batchRecall,
  errorsOf,
  type HubError,
  isProductCode,
  MOST_PACKS,
  type PackUpload,
  packUpload,
  productMasterData,
  productWithdrawal,
  type StateUpdate,
  stateUpdate,
} from './wire.ts';

export interface EuHubOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where the Hub remembers; without it, it forgets when it stops. */
  readonly dataDir?: string | undefined;
  /** From receipt to result; it can be turned later, see `control.ts`. */
  readonly answerDelayMs?: number;
  /** Operations: `product`, `withdrawal`, `upload`, `states`, `recall`, `receipt`, `request`, `pack`, `batch`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Client ids that may connect; without it, any. */
  readonly clients?: readonly string[];
  /** The bearer token without which nobody is let in; without it, none is needed. */
  readonly token?: string;
  /** Serves HTTPS, and may demand client certificates; without it, HTTP. */
  readonly tls?: ServerOptions;
  /** Milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

type Tell = (asked: Asked, path: readonly string[]) => Told;

/** The EU Hub's side of the conversation, over the wire form of our own (see `wire.ts`). */
export async function startEuHubSandbox(options: EuHubOptions): Promise<Sandbox> {
  const { dataDir, answerDelayMs = 0, faults = [], seed = 1, clients, token, tls } = options;
  const control: Control = { aheadMs: 0, delayMs: answerDelayMs, plan: planOf(faults, seed) };
  const clock = options.now ?? Date.now;
  const now = () => clock() + control.aheadMs;
  const journal = openJournal(dataDir && join(dataDir, 'eu-hub.jsonl'), readEntry);
  const hub = newHub();
  for (const entry of journal.before) {
    hub.apply(entry);
    if (entry.kind === 'clock') control.aheadMs = entry.aheadMs;
  }

  const take = (entry: Entry): string | undefined => {
    const problem = hub.apply(entry);
    if (problem === undefined) journal.append(entry);
    return problem;
  };
  const operations = { ...masterData(hub, take, now), ...packData(hub, take, { now, control }), ...questions(hub) };

  const answer = (asked: Asked): Told => {
    const client = asked.headers['client-id'];
    if (typeof client !== 'string' || client === '' || (clients && !clients.includes(client)))
      return refused(401, { code: 'CLIENT', detail: 'header client-id names no client' });
    if (token !== undefined && asked.headers.authorization !== `Bearer ${token}`)
      return refused(401, { code: 'CLIENT', detail: 'the token is not known' });
    hub.settle(now());
    const tell = new Map<string, Tell>(Object.entries(operations)).get(operationOf(asked.method, asked.path));
    if (tell === undefined) return refused(404, { code: 'PATH', detail: 'no such operation' });
    const told = tell(asked, asked.path);
    return asked.fault?.kind === 'wrong-id' ? ofAnother(told) : told;
  };
  const turn = hubControl(
    control,
    (kept) => take({ ...kept, at: now() }),
    (productCode, serial) => {
      hub.settle(now());
      return hub.state.get(productCode)?.packs.has(serial) === true;
    },
  );
  const faultsNow = (operation: string) => control.plan(operation);
  return serve({ port: options.port, tls, operationOf, answer, faults: faultsNow, control: turn });
}

const request = v.looseObject({ requestId: v.string() });
/** The answer as if it were to another request. */
const ofAnother = (told: Told): Told =>
  v.is(request, told.body) ? { ...told, body: { ...told.body, requestId: `${told.body.requestId}-other` } } : told;

const routes: readonly [string, RegExp][] = [
  ['product', /^PUT v1\/products\/\d+$/],
  ['withdrawal', /^POST v1\/products\/\d+\/withdrawal$/],
  ['upload', /^POST v1\/product-packs$/],
  ['states', /^POST v1\/product-pack-states$/],
  ['recall', /^POST v1\/batch-recalls$/],
  ['receipt', /^GET v1\/receipts\/[^/]+$/],
  ['request', /^GET v1\/requests\/[^/]+$/],
  ['pack', /^GET v1\/packs\/[^/]+\/[^/]+$/],
  ['batch', /^GET v1\/batches\/[^/]+\/[^/]+$/],
];

const operationOf = (method: string, path: readonly string[]) => {
  const text = `${method} ${path.map((segment) => segment.replaceAll('/', '%2F')).join('/')}`;
  return routes.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
};

function refused(status: number, ...errors: HubError[]): Told {
  return { status, body: { errors } };
}

function masterData(hub: ReturnType<typeof newHub>, take: (entry: Entry) => string | undefined, now: () => number) {
  return {
    product: (({ body }, [, , code = '']) => {
      const read = v.safeParse(productMasterData, parse(body));
      if (!read.success) return refused(400, ...errorsOf(read.issues));
      const { requestId, productCode, codingScheme, version } = read.output;
      if (productCode !== code || !isProductCode(productCode, codingScheme))
        return refused(400, { code: 'PRODUCT_CODE', detail: `not a ${codingScheme}, or not that of the path` });
      const problem = take({ kind: 'product', at: now(), data: read.output });
      if (problem !== undefined)
        return refused(409, { code: problem, detail: 'a new version, or a new code, is needed' });
      return { status: 200, body: { requestId, productCode, version } };
    }) satisfies Tell,
    withdrawal: (({ body }, [, , code = '']) => {
      const read = v.safeParse(productWithdrawal, parse(body));
      if (!read.success) return refused(400, ...errorsOf(read.issues));
      const { requestId, productCode } = read.output;
      if (productCode !== code) return refused(400, { code: 'PRODUCT_CODE', detail: 'not that of the path' });
      const digest = digestOf(body);
      const before = hub.finalBy(requestId);
      if (before !== undefined && before !== digest) return reused;
      const problem = before === undefined && take({ kind: 'withdrawal', at: now(), digest, withdrawal: read.output });
      return problem
        ? refused(409, { code: problem, detail: productCode })
        : { status: 200, body: { requestId, productCode } };
    }) satisfies Tell,
  };
}

/** How much later than others a result comes that is out of order. */
const BEHIND_MS = 60_000;

interface Pace {
  readonly now: () => number;
  readonly control: Control;
}

function packData(hub: ReturnType<typeof newHub>, take: (entry: Entry) => string | undefined, { now, control }: Pace) {
  /** What is worked off later: the receipt at once, the result under it. */
  const receive = (body: Buffer, fault: Asked['fault'], received: Received): Told => {
    const { requestId, serials } = received.upload;
    if (serials.length > MOST_PACKS)
      return refused(413, { code: 'TOO_MANY_PACKS', detail: `at most ${MOST_PACKS}`, at: '/serials' });
    const digest = digestOf(body);
    const before = hub.request(requestId);
    if (before !== undefined && before.digest !== digest) return reused;
    const receipt = receiptOf(requestId);
    const lost = fault?.kind === 'lost-result';
    const due = now() + control.delayMs + (fault?.kind === 'out-of-order' ? BEHIND_MS : 0);
    if (before === undefined || (before.lost && !lost)) take({ ...received, at: now(), receipt, digest, lost, due });
    return { status: 202, body: { requestId, receipt } };
  };
  return {
    upload: (({ body, fault }) => {
      const read = v.safeParse(packUpload, parse(body));
      if (!read.success) return refused(400, ...errorsOf(read.issues));
      return receive(body, fault, { kind: 'upload', upload: read.output });
    }) satisfies Tell,
    states: (({ body, fault }) => {
      const read = v.safeParse(stateUpdate, parse(body));
      if (!read.success) return refused(400, ...errorsOf(read.issues));
      return receive(body, fault, { kind: 'states', upload: read.output });
    }) satisfies Tell,
    recall: (({ body }) => {
      const read = v.safeParse(batchRecall, parse(body));
      if (!read.success) return refused(400, ...errorsOf(read.issues));
      const { requestId, productCode, batch } = read.output;
      const digest = digestOf(body);
      const before = hub.finalBy(requestId);
      if (before !== undefined && before !== digest) return reused;
      const problem = before ?? take({ kind: 'recall', at: now(), digest, recall: read.output });
      if (before === undefined && problem !== undefined)
        return refused(409, { code: problem, detail: `batch ${batch.id}` });
      return { status: 200, body: { requestId, productCode, batch: batch.id } };
    }) satisfies Tell,
  };
}

type Received =
  | { readonly kind: 'upload'; readonly upload: PackUpload }
  | { readonly kind: 'states'; readonly upload: StateUpdate };

const reused = refused(409, { code: 'REQUEST_ID_REUSED', detail: 'with other content', at: '/requestId' });

function questions(hub: ReturnType<typeof newHub>) {
  const unknown = refused(404, { code: 'UNKNOWN', detail: 'nothing under that name' });
  return {
    receipt: ((_, [, , receipt = '']) => {
      const upload = hub.receipt(receipt);
      if (upload === undefined) return unknown;
      const { result, upload: asked } = upload;
      const { requestId } = asked;
      return result
        ? { status: 200, body: { requestId, ...result } }
        : { status: 202, body: { requestId, state: 'pending' } };
    }) satisfies Tell,
    request: ((_, [, , requestId = '']) => {
      const upload = hub.request(requestId);
      return upload ? { status: 200, body: { requestId, receipt: upload.receipt } } : unknown;
    }) satisfies Tell,
    pack: ((_, [, , code = '', serial = '']) => {
      const pack = lookUpPack(hub.state, code, serial);
      return pack ? { status: 200, body: pack } : unknown;
    }) satisfies Tell,
    batch: ((_, [, , productCode = '', batch = '']) => ({
      status: 200,
      body: { productCode, batch, packs: countPacks(hub.state, productCode, batch) },
    })) satisfies Tell,
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
