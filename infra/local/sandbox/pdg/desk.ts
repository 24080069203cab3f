import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import * as v from 'valibot';
import { command, turner } from '../control.ts';
import { type Fault, faultPlan, playedAnywhere } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { readReport, type SeenReport } from './check-report.ts';
import { ownReports } from './own-reports.ts';

export interface DeskOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** GLN of whoever answers. */
  readonly gln?: string;
  /** Where reports are kept; without it, they are forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds from receipt to the response. */
  readonly answersAfterMs?: number;
  /** Wishes that are rejected, with what is offered instead. */
  readonly rejects?: Readonly<Record<string, string>>;
  /** Takes what is signed with this secret alone. */
  readonly secret?: string;
  /** Operations: `send`, `ask`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
}

export interface DeskSandbox extends Sandbox {
  /** Reports as they came, the oldest first, each once. */
  readonly reports: () => readonly SeenReport[];
  /** Responses to reports of its own, each once. */
  readonly responses: () => readonly unknown[];
}

const plays = {
  send: [...playedAnywhere, 'wrong-id', 'lost-result'],
  ask: [...playedAnywhere, 'wrong-id'],
} as const;

const kept = v.object({ body: v.string(), at: v.number(), isSilent: v.boolean() });
/** A report, or that one is forgotten. */
const entry = v.union([kept, v.object({ forget: v.string() })]);
interface Kept extends v.InferOutput<typeof kept> {
  readonly report: SeenReport;
}

/**
 * A partner's exception desk: `POST /exceptions` takes a report of the PDG's schema in, `GET /exceptions/{message_uuid}` tells the response where there is
 * one. Reports that end a case are not responded to. Its own reports, and responses to these: `own-reports.ts`.
 */
export async function startDeskSandbox(options: DeskOptions): Promise<DeskSandbox> {
  const { port, dataDir, answersAfterMs = 0, faults = [], seed = 1, secret } = options;
  const control = { aheadMs: 0, delayMs: answersAfterMs, plan: faultPlan(faults, seed) };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const journal = openJournal(dataDir && join(dataDir, 'pdg-reports.jsonl'), (line) => v.parse(entry, line));
  const reports = new Map<string, Kept>();
  const add = (one: v.InferOutput<typeof entry>) => {
    if ('forget' in one) return void reports.delete(one.forget);
    const report = readReport(Buffer.from(one.body));
    if (typeof report !== 'string') reports.set(report.messageUuid, { ...one, report });
  };
  for (const one of journal.before) add(one);

  const take = ({ body, fault }: Asked): Told => {
    const report = readReport(body);
    if (typeof report === 'string') return { status: 422, body: { error: report } };
    const { messageUuid } = report;
    const before = reports.get(messageUuid);
    const text = body.toString('utf8');
    if (before !== undefined && before.body !== text)
      return { status: 409, body: { error: 'another report has this id' } };
    const one = {
      body: text,
      at: before?.at ?? now(),
      isSilent: fault?.kind === 'lost-result' && before === undefined,
    };
    if (before === undefined || before.isSilent) {
      journal.append(one);
      add(one);
    }
    return { status: 202, body: { message_uuid: idIn(fault, messageUuid) } };
  };
  const tell = ({ path, fault }: Asked): Told => {
    const one = reports.get(path[1] ?? '');
    if (one === undefined) return { status: 404, body: { message_uuid: path[1] } };
    const isOpen = one.report.isResolved || one.isSilent || now() < one.at + control.delayMs;
    const response = isOpen ? null : respond(one.report, Math.floor(one.at / 1000), options);
    return { status: 200, body: { message_uuid: idIn(fault, one.report.messageUuid), response } };
  };
  const own = ownReports(dataDir);
  const answer = (asked: Asked): Told => {
    const [kind = ''] = asked.path;
    // The desk's own people sign nothing.
    if (kind === 'reports') return own.reports(asked);
    if (kind !== 'exceptions' && kind !== 'responses') return { status: 404 };
    if (secret !== undefined && !isSigned(secret, asked)) return { status: 401 };
    if (kind === 'responses') return misnamed(own.responses(asked), asked);
    return asked.method === 'POST' ? take(asked) : tell(asked);
  };
  const operationOf = (method: string, [first]: readonly string[]) =>
    first === 'reports' ? 'own' : method === 'POST' ? 'send' : 'ask';
  const forget = command({ do: v.literal('forget'), message: v.string() }, ({ message }) => {
    if (!reports.has(message)) return { at: '/message', detail: `no report ${message} came` };
    const gone = { forget: message };
    journal.append(gone);
    add(gone);
    return undefined;
  });
  // Nothing goes wrong between the desk and its own people.
  const faultsNow = (operation: string) => (operation === 'own' ? undefined : control.plan(operation));
  const turn = turner(control, plays, { forget });
  const sandbox = await serve({ port, operationOf, answer, faults: faultsNow, control: turn });
  return {
    ...sandbox,
    reports: () => [...reports.values()].map(({ report }) => report),
    responses: own.heard,
  };
}

function respond(
  { caseUuid, poNumber, items, messageUuid }: SeenReport,
  timestamp: number,
  { rejects = {}, gln = '9521777000012' }: Pick<DeskOptions, 'rejects' | 'gln'>,
) {
  return {
    message_uuid: uuidOf(messageUuid),
    exception_case_uuid: caseUuid,
    timestamp,
    sender_information: { vp: null, gln, email: 'exceptions@partner.example', phone: null },
    po_number: poNumber,
    response_items: items.map(({ uuid, wish }) => {
      const other = rejects[wish];
      if (other === undefined) return { exception_item_uuid: uuid, resolution_response: 'Accept', comments: null };
      const alternative_resolution = { alternative_resolution: other, follow_up: 'Email', follow_up_details: null };
      return { exception_item_uuid: uuid, resolution_response: 'Reject', comments: 'not so', alternative_resolution };
    }),
    additional_notes: null,
  };
}

/** An answer that names another message, where that is what goes wrong. */
function misnamed({ body, ...told }: Told, { fault }: Asked): Told {
  const id = Object(body).message_uuid;
  return typeof id === 'string' ? { ...told, body: { message_uuid: idIn(fault, id) } } : { ...told, body };
}

const idIn = (fault: Asked['fault'], id: string) =>
  fault?.kind === 'wrong-id' ? '00000000-0000-4000-8000-000000000000' : id;

function uuidOf(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Signed as everything else that comes from there; its clock is not ours to judge. */
function isSigned(secret: string, { headers, body }: Asked): boolean {
  const [id, at, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name]),
  );
  return new Webhook(secret).sign(id ?? '', new Date(Number(at) * 1000), body) === signature;
}
