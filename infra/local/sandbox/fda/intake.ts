import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { command, turner } from '../control.ts';
import { type Fault, faultPlan, playedAnywhere } from '../faults.ts';
import { openJournal } from '../journal.ts';
import { type Asked, type Sandbox, serve, type Told } from '../serve.ts';
import { readNotice, type SeenNotice } from './check-notice.ts';

export interface IntakeOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where notices are kept; without it, they are forgotten when it stops. */
  readonly dataDir?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds from receipt to the decision. */
  readonly decidesAfterMs?: number;
  /** Says why a notice that was taken in is refused after all, if it is. */
  readonly judge?: (notice: SeenNotice) => string | undefined;
  /** Operations: `send`, `ask`. */
  readonly faults?: readonly Fault[];
  readonly seed?: number;
}

export interface IntakeSandbox extends Sandbox {
  /** Notices as they came, the oldest first, each once. */
  readonly notices: () => readonly SeenNotice[];
  /** How often notices were posted that were taken in or had been before. */
  readonly posted: () => number;
}

const plays = {
  send: [...playedAnywhere, 'wrong-id', 'lost-result'],
  ask: [...playedAnywhere, 'wrong-id'],
} as const;

const kept = v.object({ id: v.string(), body: v.string(), at: v.number(), isSilent: v.boolean() });
/** A notice, or that one is forgotten. */
const entry = v.union([kept, v.object({ forget: v.string() })]);
interface Kept extends v.InferOutput<typeof kept> {
  readonly notice: SeenNotice;
  readonly incident: string;
}

/**
 * FDA's office for drug notifications, with JSON where FDA takes a form by mail. `POST /notices` takes a notice in, `GET /notices/{id}` tells what became
 * of it: `received`, and later `acknowledged` with an incident number, or `terminated`. One id is one notice: other content under it is a conflict.
 */
export async function startIntakeSandbox(options: IntakeOptions): Promise<IntakeSandbox> {
  const { port, dataDir, decidesAfterMs = 0, faults = [], seed = 1 } = options;
  const control = { aheadMs: 0, delayMs: decidesAfterMs, plan: faultPlan(faults, seed) };
  const now = () => (options.now ?? Date.now)() + control.aheadMs;
  const journal = openJournal(dataDir && join(dataDir, 'fda-notices.jsonl'), (line) => v.parse(entry, line));
  const notices = new Map<string, Kept>();
  let posted = 0;
  const add = (one: v.InferOutput<typeof entry>) => {
    if ('forget' in one) return void notices.delete(one.forget);
    const notice = readNotice(Buffer.from(one.body));
    if (typeof notice === 'string') return;
    notices.set(one.id, { ...one, notice, incident: notice.incident ?? incidentOf(one.id) });
  };
  for (const one of journal.before) add(one);

  const isDecided = ({ isSilent, at }: Kept) => !isSilent && now() >= at + control.delayMs;
  const take = ({ body, fault }: Asked): Told => {
    const notice = readNotice(body);
    if (typeof notice === 'string') return { status: 422, body: { error: notice } };
    const text = body.toString('utf8');
    const before = notices.get(notice.notice);
    if (before !== undefined && before.body !== text)
      return { status: 409, body: { error: 'another notice has this id' } };
    // A number is known from when the first notice was acknowledged by it.
    const known = [...notices.values()].some(
      (one) =>
        one.notice.type === 'initial' &&
        one.incident === notice.incident &&
        isDecided(one) &&
        !options.judge?.(one.notice),
    );
    if (notice.type !== 'initial' && !known) return { status: 422, body: { error: 'incident: no such incident' } };
    posted++;
    const isSilent = fault?.kind === 'lost-result' && before === undefined;
    const one = { id: notice.notice, body: text, at: before?.at ?? now(), isSilent };
    if (before === undefined || before.isSilent) {
      journal.append(one);
      add(one);
    }
    return { status: 202, body: { notice: idIn(fault, notice.notice), state: 'received' } };
  };
  const tell = ({ path, fault }: Asked): Told => {
    const one = notices.get(path[1] ?? '');
    if (one === undefined) return { status: 404, body: { notice: path[1] } };
    const id = idIn(fault, one.id);
    if (!isDecided(one)) return { status: 200, body: { notice: id, state: 'received' } };
    const reason = options.judge?.(one.notice);
    if (reason !== undefined) return { status: 200, body: { notice: id, state: 'refused', reason } };
    const state = one.notice.type === 'termination' ? 'terminated' : 'acknowledged';
    return { status: 200, body: { notice: id, state, incident: one.incident } };
  };
  const forget = command({ do: v.literal('forget'), notice: v.string() }, ({ notice: id }) => {
    if (!notices.has(id)) return { at: '/notice', detail: `no notice ${id} came` };
    const gone = { forget: id };
    journal.append(gone);
    add(gone);
    return undefined;
  });
  const sandbox = await serve({
    port,
    operationOf: (method) => (method === 'POST' ? 'send' : 'ask'),
    answer: (asked) =>
      asked.path[0] !== 'notices' ? { status: 404 } : asked.method === 'POST' ? take(asked) : tell(asked),
    faults: (operation) => control.plan(operation),
    control: turner(control, plays, { forget }),
  });
  return { ...sandbox, notices: () => [...notices.values()].map(({ notice }) => notice), posted: () => posted };
}

const idIn = (fault: Asked['fault'], id: string) =>
  fault?.kind === 'wrong-id' ? '00000000-0000-4000-8000-000000000000' : id;

const incidentOf = (id: string) => `DN-${createHash('sha256').update(id).digest('hex').slice(0, 8).toUpperCase()}`;
