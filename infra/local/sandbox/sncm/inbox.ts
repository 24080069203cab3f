import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { openJournal } from '../journal.ts';
import { codes, SncmProblem } from './problem.ts';
import { newState } from './state.ts';
import type { Result } from './write-return.ts';

const pack = v.object({ key: v.string(), lot: v.string(), expiry: v.string() });
const event = v.object({
  kind: v.picklist(['activ', 'shpt', 'rec', 'final', 'evtRvctn']),
  evtNotifId: v.string(),
  packs: v.array(pack),
  partner: v.exactOptional(v.string()),
  revokes: v.array(v.string()),
});
const taken = v.object({
  kind: v.literal('message'),
  at: v.number(),
  /** When its events are worked off. */
  due: v.number(),
  /** Its results never come. */
  lost: v.boolean(),
  receipt: v.string(),
  digest: v.string(),
  message: v.object({ docId: v.string(), declarant: v.string(), events: v.array(event) }),
});
const entry = v.variant('kind', [
  taken,
  v.object({ kind: v.literal('load'), at: v.number(), holder: v.string(), packs: v.array(pack) }),
  v.object({ kind: v.literal('clock'), at: v.number(), aheadMs: v.number() }),
]);
/** Something that happened. From these, in order, all that is known is rebuilt. */
export type Entry = v.InferOutput<typeof entry>;
type Taken = v.InferOutput<typeof taken>;
type Waiting = Taken & { results?: readonly Result[] };

export type Inbox = ReturnType<typeof openInbox>;

/** Messages with the results of their events, which are worked off when they are due, in that order. */
export function openInbox(file: string | undefined, onClock: (aheadMs: number) => void) {
  const state = newState();
  const byReceipt = new Map<string, Waiting>();
  const byDocument = new Map<string, Waiting>();
  /** By declarant and id, what an event that was taken is called. */
  const known = new Map<string, string>();
  let waiting: Waiting[] = [];
  const journal = openJournal(file, (line) => v.parse(entry, line));

  const resultOf = ({ message: { declarant } }: Waiting, one: v.InferOutput<typeof event>): Result => {
    const { evtNotifId } = one;
    const name = `${declarant} ${evtNotifId}`;
    const earlier = known.get(name);
    if (earlier !== undefined)
      return { evtNotifId, evtId: earlier, code: codes.duplicate, desc: 'notified before', effect: 'WNG' };
    const evtId = `EVT${digestOf(name).slice(0, 17).toUpperCase()}`;
    try {
      state.take(one, declarant, evtId);
    } catch (error) {
      if (!(error instanceof SncmProblem)) throw error;
      return { evtNotifId, code: error.code, desc: error.message, effect: 'REJ' };
    }
    known.set(name, evtId);
    return { evtNotifId, evtId, code: codes.taken, desc: 'taken in', effect: 'SUC' };
  };

  /** Works off what is due. Called before anything else happens, so that what is rebuilt comes to the same results. */
  const settle = (at: number): void => {
    const due = waiting.filter((one) => one.due <= at);
    if (due.length === 0) return;
    waiting = waiting.filter((one) => one.due > at);
    for (const one of due.sort((a, b) => a.due - b.due)) one.results = one.message.events.map((e) => resultOf(one, e));
  };

  const keep = (one: Waiting): void => {
    byReceipt.set(one.receipt, one);
    byDocument.set(`${one.message.declarant} ${one.message.docId}`, one);
    if (!one.lost) waiting.push(one);
  };

  const apply = (happened: Entry): void => {
    settle(happened.at);
    if (happened.kind === 'clock') onClock(happened.aheadMs);
    else if (happened.kind === 'message') keep({ ...happened });
    else state.load(happened.packs, happened.holder, `EVT${digestOf(JSON.stringify(happened)).slice(0, 17)}`);
  };
  for (const before of journal.before) apply(before);

  return {
    settle,
    pack: state.pack,
    count: state.count,
    take: (happened: Entry): void => {
      journal.append(happened);
      apply(happened);
    },
    ofReceipt: (receipt: string): Waiting | undefined => byReceipt.get(receipt),
    ofDocument: (declarant: string, docId: string): Waiting | undefined => byDocument.get(`${declarant} ${docId}`),
  };
}

export const digestOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
