import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { type Fault, faultPlan } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';

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
type Received = v.InferOutput<typeof received>;

/** A trading partner's receiver of webhooks (Standard Webhooks): POST to any path; GET /received and /received/{id} show what came. */
export async function startPartnerSandbox(options: PartnerOptions): Promise<PartnerSandbox> {
  const { dataDir, faults = [], seed = 1 } = options;
  const journal = openJournal(dataDir && join(dataDir, 'received.jsonl'), (line) => v.parse(received, line));
  const kept = new Map(journal.before.map((one) => [one.id, one]));
  const secrets = new Set(options.secret === undefined ? [] : [options.secret]);

  const take = (asked: Asked): Told => {
    if (![...secrets].some((secret) => isSignedWith(secret, asked))) return { status: 401 };
    const document = isXml(asked) ? asked.body.toString('utf8') : parse(asked.body);
    const id = String(asked.headers['webhook-id']);
    if (document === undefined) return { status: 400 };
    if (kept.has(id)) return { status: 200, body: { double: true } };
    const one: Received = { id, at: new Date().toISOString(), document };
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
  const sandbox = await serve({ port: options.port, operationOf, answer, faults: faultPlan(faults, seed) });
  return { ...sandbox, trust: (secret) => void secrets.add(secret) };
}

/** The signature fits, and the timestamp is within five minutes of now. */
function isSignedWith(secret: string, { headers, body }: Asked): boolean {
  const texts = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  try {
    new Webhook(secret).verify(body, texts, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
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
