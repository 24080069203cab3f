import { join } from 'node:path';
import * as v from 'valibot';
import { command, turner } from '../control.ts';
import { type Fault, faultPlan, playedAnywhere } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { readMessage, writeMessage, writeReceipt } from './messages.ts';
import { partOf, written } from './mime.ts';
import { keptKey } from './own-key.ts';

export interface As2Options {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where its key and what it received are kept; without it, they are forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Operations: `message`, `received`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
}

export interface As2Sandbox extends Sandbox {
  /** Its AS2 name, and the certificate by which it signs and is encrypted for. */
  readonly id: string;
  readonly certificate: string;
}

/** Its AS2 name. */
export const rehearsalId = 'REHEARSAL';

const received = v.object({
  id: v.string(),
  from: v.string(),
  at: v.string(),
  contentType: v.string(),
  body: v.string(),
});
type Received = v.InferOutput<typeof received>;
/** Whom it trusts: an AS2 name, with its certificate and address. */
const trusted = v.object({ as2Id: v.string(), certificate: v.string(), url: v.string() });
const entry = v.union([received, trusted]);

const pem = v.pipe(v.string(), v.startsWith('-----BEGIN CERTIFICATE-----'));
const wishes = {
  trust: { do: v.literal('trust'), as2Id: v.string(), certificate: pem, url: v.pipe(v.string(), v.url()) },
  send: {
    do: v.literal('send'),
    to: v.string(),
    contentType: v.optional(v.string(), 'application/xml'),
    fileName: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]+$/)), 'rehearsal.xml'),
    content: v.string(),
  },
};

/** A trading partner by AS2 (RFC 4130): POST to any path is a message, answered by a signed receipt; GET /received and /received/{Message-ID} show what came, GET /sent how its own went. */
export async function startAs2Sandbox({ port, dataDir, faults = [], seed = 1 }: As2Options): Promise<As2Sandbox> {
  const own = await keptKey(dataDir);
  const journal = openJournal(dataDir && join(dataDir, 'as2.jsonl'), (line) => v.parse(entry, line));
  const [kept, known] = [new Map<string, Received>(), new Map<string, v.InferOutput<typeof trusted>>()];
  const keep = (one: v.InferOutput<typeof entry>) =>
    'id' in one ? void kept.set(one.id, one) : void known.set(one.as2Id, one);
  for (const one of journal.before) keep(one);
  const note = (one: v.InferOutput<typeof entry>) => {
    journal.append(one);
    keep(one);
  };
  const sent: { at: string; to: string; status?: number; answer: string }[] = [];
  const control = { plan: faultPlan(faults, seed) };

  const take = ({ headers, body }: Asked): Told => {
    const told = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    const message = partOf(written(Object.fromEntries(told), body));
    const from = (message.headers['as2-from'] ?? '').replaceAll('"', '');
    const id = message.headers['message-id'] ?? '';
    const sender = known.get(from);
    const stranger = { refused: 'processed/error: authentication-failed' };
    const read = sender ? readMessage(message, own, sender.certificate) : stranger;
    if ('body' in read && !kept.has(id)) {
      const { contentType } = read;
      note({ id, from, at: new Date().toISOString(), contentType, body: read.body.toString('base64') });
    }
    const receipt = writeReceipt(message, read, own);
    // One name has one spelling here, in which a sandbox's own headers are written.
    const names = Object.entries(receipt.headers).map(([name, value]) => [name.toLowerCase(), value]);
    return { status: 200, headers: Object.fromEntries(names), text: receipt.text };
  };
  const show = ([what, id]: readonly string[]): Told => {
    if (what === 'sent') return { status: 200, body: sent };
    if (id === undefined) return { status: 200, body: [...kept.values()].map(({ body: _, ...one }) => one) };
    const one = kept.get(id);
    if (one === undefined) return { status: 404 };
    const text = Buffer.from(one.body, 'base64').toString('utf8');
    return { status: 200, text, headers: { 'content-type': one.contentType } };
  };
  const trust = command(wishes.trust, ({ do: _, ...one }) => {
    note(one);
    return undefined;
  });
  const send = command(wishes.send, ({ to, contentType, fileName, content }) => {
    const receiver = known.get(to);
    if (receiver === undefined) return { at: '/to', detail: `${to} is nobody it knows: tell it by \`trust\` before` };
    const document = { from: rehearsalId, to, contentType, fileName, body: Buffer.from(content) };
    const { headers, body } = writeMessage(document, own, receiver.certificate);
    const at = new Date().toISOString();
    fetch(receiver.url, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(30_000),
    }).then(
      async (answer) => sent.push({ at, to, status: answer.status, answer: await answer.text() }),
      (error) => sent.push({ at, to, answer: String(error) }),
    );
    return undefined;
  });
  const sandbox = await serve({
    port,
    operationOf: (method) => (method === 'POST' ? 'message' : 'received'),
    answer: (asked) => (asked.method === 'POST' ? take(asked) : show(asked.path)),
    faults: (operation) => control.plan(operation),
    control: turner(control, { message: playedAnywhere, received: playedAnywhere }, { trust, send }),
  });
  return { ...sandbox, id: rehearsalId, certificate: own.certificate };
}
