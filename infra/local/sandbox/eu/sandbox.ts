import { join } from 'node:path';
import * as v from 'valibot';
import { type Fault, faultPlan } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
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
  type StateUpdate,
  stateUpdate,
} from './wire.ts';

export interface EuHubOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where the Hub remembers; without it, it forgets when it stops. */
  readonly dataDir?: string | undefined;
  /** From receipt to result. */
  readonly answerDelayMs?: number;
  /** Operations: `product`, `withdrawal`, `upload`, `states`, `recall`, `receipt`, `request`, `pack`, `batch`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Client ids that may connect; without it, any. */
  readonly clients?: readonly string[];
  /** Milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

type Tell = (asked: Asked, path: readonly string[]) => Told;

/** The EU Hub's side of the conversation, over the wire form of our own (see `wire.ts`). */
export async function startEuHubSandbox(options: EuHubOptions): Promise<Sandbox> {
  const { dataDir, answerDelayMs = 0, faults = [], seed = 1, clients, now = Date.now } = options;
  const journal = openJournal(dataDir && join(dataDir, 'eu-hub.jsonl'), readEntry);
  const hub = newHub(answerDelayMs);
  for (const entry of journal.before) hub.apply(entry);

  const take = (entry: Entry): string | undefined => {
    const problem = hub.apply(entry);
    if (problem === undefined) journal.append(entry);
    return problem;
  };
  const operations = { ...masterData(take, now), ...packData(hub, take, now), ...questions(hub) };

  const answer = (asked: Asked): Told => {
    const client = asked.headers['client-id'];
    if (typeof client !== 'string' || client === '' || (clients && !clients.includes(client)))
      return refused(401, { code: 'CLIENT', detail: 'header client-id names no client' });
    hub.settle(now());
    const tell = new Map<string, Tell>(Object.entries(operations)).get(operationOf(asked.method, asked.path));
    return tell ? tell(asked, asked.path) : refused(404, { code: 'PATH', detail: 'no such operation' });
  };
  return serve({ port: options.port, operationOf, answer, faults: faultPlan(faults, seed) });
}

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

function masterData(take: (entry: Entry) => string | undefined, now: () => number) {
  return {
    product: (({ body }, [, , code = '']) => {
      const read = v.safeParse(productMasterData, parse(body));
      if (!read.success) return refused(400, ...errorsOf(read.issues));
      const { productCode, codingScheme, version } = read.output;
      if (productCode !== code || !isProductCode(productCode, codingScheme))
        return refused(400, { code: 'PRODUCT_CODE', detail: `not a ${codingScheme}, or not that of the path` });
      const problem = take({ kind: 'product', at: now(), data: read.output });
      if (problem !== undefined) return refused(409, { code: problem, detail: 'a new version is needed' });
      return { status: 200, body: { productCode, version } };
    }) satisfies Tell,
    withdrawal: ((_, [, , productCode = '']) => {
      const problem = take({ kind: 'withdrawal', at: now(), productCode });
      return problem === undefined ? { status: 200 } : refused(404, { code: problem, detail: productCode });
    }) satisfies Tell,
  };
}

function packData(hub: ReturnType<typeof newHub>, take: (entry: Entry) => string | undefined, now: () => number) {
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
    if (before === undefined || (before.lost && !lost)) take({ ...received, at: now(), receipt, digest, lost });
    return { status: 202, body: { receipt } };
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
      const before = hub.recalledBy(requestId);
      if (before !== undefined && before !== digest) return reused;
      const problem = before ?? take({ kind: 'recall', at: now(), digest, recall: read.output });
      if (before === undefined && problem !== undefined)
        return refused(409, { code: problem, detail: `batch ${batch.id}` });
      return { status: 200, body: { productCode, batch: batch.id } };
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
      return upload.result ? { status: 200, body: upload.result } : { status: 202, body: { state: 'pending' } };
    }) satisfies Tell,
    request: ((_, [, , requestId = '']) => {
      const upload = hub.request(requestId);
      return upload ? { status: 200, body: { receipt: upload.receipt } } : unknown;
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
