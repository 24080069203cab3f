import { join } from 'node:path';
import * as v from 'valibot';
import { command, turner } from '../control.ts';
import { type Fault, faultPlan, playedAnywhere } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { isSignedWith } from './signed.ts';

export interface PartnerOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** `whsec_…`, as the sender's partner API answered it; may also be given later, by `trust`. */
  readonly secret?: string | undefined;
  /** Where received documents are kept; without it, they are forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Operations: `webhook`, `received`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
}

export interface PartnerSandbox extends Sandbox {
  /** Takes webhooks signed with this secret too: a sender may rotate it. */
  trust(secret: string): void;
}

const received = v.object({ id: v.string(), at: v.string(), document: v.unknown() });
/** A document, or that one is forgotten. */
const entry = v.union([received, v.object({ forget: v.string() })]);
type Received = v.InferOutput<typeof received>;

/** A trading partner's receiver of webhooks (Standard Webhooks): POST to any path; GET /received and /received/{id} show what came. */
export async function startPartnerSandbox(options: PartnerOptions): Promise<PartnerSandbox> {
  const { dataDir, faults = [], seed = 1 } = options;
  const journal = openJournal(dataDir && join(dataDir, 'received.jsonl'), (line) => v.parse(entry, line));
  const control = { aheadMs: 0, plan: faultPlan(faults, seed) };
  const kept = new Map<string, Received>();
  for (const one of journal.before) {
    if ('forget' in one) kept.delete(one.forget);
    else kept.set(one.id, one);
  }
  const secrets = new Set(options.secret === undefined ? [] : [options.secret]);

  const take = (asked: Asked): Told => {
    if (![...secrets].some((secret) => isSignedWith(secret, asked))) return { status: 401 };
    const document = isXml(asked) ? asked.body.toString('utf8') : parse(asked.body);
    const id = String(asked.headers['webhook-id']);
    if (document === undefined) return { status: 400 };
    if (kept.has(id)) return { status: 200, body: { double: true } };
    const one: Received = { id, at: new Date(Date.now() + control.aheadMs).toISOString(), document };
    journal.append(one);
    kept.set(id, one);
    return { status: 200, body: {} };
  };
  const show = ([, id]: readonly string[]): Told => {
    if (id === undefined) return { status: 200, body: [...kept.values()].map(({ id, at }) => ({ id, at })) };
    const one = kept.get(id);
    return one ? { status: 200, body: one.document } : { status: 404 };
  };
  const answer = (asked: Asked) => (asked.method === 'POST' ? take(asked) : show(asked.path));
  const operationOf = (method: string) => (method === 'POST' ? 'webhook' : 'received');
  const forget = command({ do: v.literal('forget'), id: v.string() }, ({ id }) => {
    if (!kept.delete(id)) return { at: '/id', detail: `nothing came under ${id}` };
    journal.append({ forget: id });
    return undefined;
  });
  const trust = command(
    { do: v.literal('trust'), secret: v.pipe(v.string(), v.startsWith('whsec_')) },
    ({ secret }) => {
      secrets.add(secret);
      return undefined;
    },
  );
  const turn = turner(control, { webhook: playedAnywhere, received: playedAnywhere }, { forget, trust });
  const faultsNow = (operation: string) => control.plan(operation);
  const sandbox = await serve({ port: options.port, operationOf, answer, faults: faultsNow, control: turn });
  return { ...sandbox, trust: (secret) => void secrets.add(secret) };
}

/** XML is kept as the text that it is. */
const isXml = ({ headers, body }: Asked) =>
  /xml/.test(headers['content-type'] ?? '') && body.toString('latin1', 0, 1) === '<';

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
