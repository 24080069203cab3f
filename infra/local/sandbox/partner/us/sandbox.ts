import { join } from 'node:path';
import * as v from 'valibot';
import { command, turner } from '../../control.ts';
import { type Fault, faultPlan, playedAnywhere } from '../../faults.ts';
import { type Asked, type Sandbox, serve, type Told } from '../../serve.ts';
import { isSignedWith } from '../signed.ts';
import type { NoticeLine } from './check-notice.ts';
import { desk } from './desk.ts';
import { digestOf, type Inbox, openInbox } from './inbox.ts';
import { readDocument, type UsDocument } from './read-document.ts';

export interface UsPartnerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** GLN of the receiver. */
  readonly receiver: string;
  /** GLNs whose documents it takes; without them, anybody's. */
  readonly senders?: readonly string[];
  /** `whsec_…`; may also be given later, by `trust`. */
  readonly secret?: string;
  /** How long it takes from receipt to result, in milliseconds; by chance between the two, so that results overtake each other. */
  readonly answersAfter?: { readonly least: number; readonly most: number };
  /** Where it remembers; without it, all is forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Operations: `inbox`, `result`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface UsPartnerSandbox extends Sandbox {
  /** Where its trading partners send documents. */
  readonly inboxUrl: string;
  trust(secret: string): void;
  /** Says what a despatch advice announced. */
  announce(id: string, lines: readonly NoticeLine[]): void;
  /** Says which NDC it has for a GTIN. */
  knowsNdc(gtin: string, ndc: string): void;
}

/**
 * A wholesale distributor in the United States: POST /inbox takes EPCIS 1.2 after the GS1 US guideline, signed as Standard Webhooks asks, and answers 202 with
 * the place of the result (RFC 9110, 15.3.3); GET there tells `processing`, `accepted` or `rejected` with what is wrong. `desk.ts` is what its people see and turn.
 */
export async function startUsPartnerSandbox(options: UsPartnerOptions): Promise<UsPartnerSandbox> {
  const { receiver, senders, dataDir, faults = [], seed = 1, answersAfter = { least: 0, most: 0 } } = options;
  const inbox = openInbox(dataDir && join(dataDir, `us-${receiver}.jsonl`), { receiver, senders });
  const secrets = new Set(options.secret === undefined ? [] : [options.secret]);
  const control = { aheadMs: 0, plan: faultPlan(faults, seed) };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const take = inboxOf(inbox, (instance) => now() + delayOf(instance, seed, answersAfter));
  const people = desk(inbox);

  const answer = (asked: Asked): Told => {
    inbox.settle(now());
    const operation = operationOf(asked.method, asked.path);
    if (operation === 'desk') return people(asked);
    if (![...secrets].some((secret) => isSignedWith(secret, asked))) return { status: 401 };
    return operation === 'inbox' ? take(asked) : tellResult(inbox, asked);
  };
  const plan = (operation: string) => (operation === 'desk' ? undefined : control.plan(operation));
  const trust = command(
    { do: v.literal('trust'), secret: v.pipe(v.string(), v.startsWith('whsec_')) },
    ({ secret }) => {
      secrets.add(secret);
      return undefined;
    },
  );
  const turn = turner(control, plays, { trust });
  const sandbox = await serve({ port: options.port, operationOf, answer, faults: plan, control: turn });
  return {
    ...sandbox,
    inboxUrl: `${sandbox.url}/inbox`,
    trust: (secret) => void secrets.add(secret),
    announce: (id, lines) => inbox.take({ kind: 'notice', id, lines: [...lines] }),
    knowsNdc: (gtin, ndc) => {
      if (inbox.ndcOf(gtin) !== ndc) inbox.take({ kind: 'ndc', gtin, ndc });
    },
  };
}

const plays = {
  inbox: [...playedAnywhere, 'lost-result'],
  result: [...playedAnywhere, 'wrong-id'],
} as const;

const operationOf = (method: string, [first = '']: readonly string[]): string => {
  if (method === 'POST' && first === 'inbox') return 'inbox';
  return method === 'GET' && first === 'results' ? 'result' : 'desk';
};

/** Of a document's own, so that the same documents come to their results in the same order whenever they are sent. */
function delayOf(instance: string, seed: number, { least, most }: { least: number; most: number }): number {
  return least + (Number.parseInt(digestOf(`${seed} ${instance}`).slice(0, 8), 16) / 2 ** 32) * (most - least);
}

const refused = (status: number, code: string, object: string, detail: string): Told => ({
  status,
  body: { errors: [{ code, object, detail }] },
});

/** Takes a document in. The same one again has the receipt of the first, and its result comes if it was lost. */
function inboxOf(inbox: Inbox, dueAt: (instance: string) => number) {
  return ({ body, fault }: Asked): Told => {
    const text = body.toString('utf8');
    const document = orProblem(text);
    if (typeof document === 'string') return refused(400, 'UNREADABLE', 'document', document);
    const { instance } = document;
    if (instance === '') return refused(422, 'INSTANCE_MISSING', 'header', 'no InstanceIdentifier');
    const digest = digestOf(body);
    const before = inbox.document(instance);
    if (before !== undefined && before.digest !== digest)
      return refused(409, 'INSTANCE_REUSED', instance, 'another document has this InstanceIdentifier');
    const lost = fault?.kind === 'lost-result';
    const receipt = before?.receipt ?? digestOf(instance).slice(0, 24);
    if (before === undefined || (before.lost && !lost))
      inbox.take({ kind: 'received', instance, receipt, digest, text, dueAt: dueAt(instance), lost });
    return {
      status: 202,
      headers: { location: `/results/${receipt}` },
      body: { document: instance, state: 'processing' },
    };
  };
}

function orProblem(text: string): UsDocument | string {
  try {
    return readDocument(text);
  } catch (error) {
    return String(error);
  }
}

function tellResult(inbox: Inbox, { path: [, receipt = ''], fault }: Asked): Told {
  const received = inbox.byReceipt(receipt);
  if (received === undefined) return refused(404, 'RECEIPT_UNKNOWN', receipt, 'nothing was received under it');
  const { instance } = received;
  if (fault?.kind === 'wrong-id') return { status: 200, body: { document: `not-${instance}`, state: 'accepted' } };
  const { state = 'processing', errors = [] } = inbox.result(instance) ?? {};
  return { status: 200, body: { document: instance, state, errors } };
}
