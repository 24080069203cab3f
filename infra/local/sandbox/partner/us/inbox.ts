import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { openJournal } from '../../journal.ts';
import { checkGoods } from './check-goods.ts';
import { checkHead, type Known, type Problem } from './check-head.ts';
import { readDocument } from './read-document.ts';

const problem = v.object({ code: v.string(), object: v.string(), detail: v.string() });
export const noticeLine = v.object({
  gtin: v.string(),
  quantity: v.number(),
  lot: v.optional(v.string()),
  expiry: v.optional(v.string()),
});

/** What happened to the receiver, as it is kept. */
const entry = v.variant('kind', [
  v.object({
    kind: v.literal('received'),
    instance: v.string(),
    receipt: v.string(),
    digest: v.string(),
    text: v.string(),
    dueAt: v.number(),
    lost: v.boolean(),
  }),
  v.object({
    kind: v.literal('judged'),
    instance: v.string(),
    state: v.picklist(['accepted', 'rejected']),
    errors: v.array(problem),
    units: v.array(v.string()),
  }),
  v.object({ kind: v.literal('notice'), id: v.string(), lines: v.array(noticeLine) }),
  v.object({ kind: v.literal('ndc'), gtin: v.string(), ndc: v.string() }),
]);
export type Entry = v.InferOutput<typeof entry>;
type Received = Extract<Entry, { kind: 'received' }>;
type Judged = Extract<Entry, { kind: 'judged' }>;

export type Inbox = ReturnType<typeof openInbox>;

/** Errors told of one document. */
const MOST_ERRORS = 50;

/** What a US trading partner has received and knows, kept as a journal: documents are judged when their time has come, one after the other. */
export function openInbox(file: string | undefined, who: Omit<Known, 'ndcOf'>) {
  const journal = openJournal(file, (line) => v.parse(entry, line));
  const state = newState();
  for (const one of journal.before) state.apply(one);
  const take = (one: Entry) => {
    state.apply(one);
    journal.append(one);
  };
  return {
    take,
    document: (instance: string) => state.documents.get(instance),
    result: (instance: string) => state.results.get(instance),
    byReceipt: (receipt: string) => [...state.documents.values()].find((one) => one.receipt === receipt),
    list: () => [...state.documents.values()],
    receivedIn: (unit: string) => state.units.get(unit),
    ndcOf: (gtin: string) => state.ndcs.get(gtin),
    /** Judges what is due. */
    settle: (now: number): void => {
      const due = [...state.documents.values()].filter(
        ({ instance, dueAt, lost }) => !lost && dueAt <= now && !state.results.has(instance),
      );
      for (const one of due.sort((a, b) => a.dueAt - b.dueAt)) take(judge(one, state, who, now));
    },
  };
}

function newState() {
  const documents = new Map<string, Received>();
  const results = new Map<string, Judged>();
  const units = new Map<string, string>();
  const notices = new Map<string, readonly v.InferOutput<typeof noticeLine>[]>();
  const ndcs = new Map<string, string>();
  const apply = (one: Entry): void => {
    switch (one.kind) {
      case 'received':
        return void documents.set(one.instance, one);
      case 'judged':
        results.set(one.instance, one);
        if (one.state === 'accepted') for (const unit of one.units) units.set(unit, one.instance);
        return;
      case 'notice':
        return void notices.set(one.id, one.lines);
      case 'ndc':
        return void ndcs.set(one.gtin, one.ndc);
    }
  };
  return { documents, results, units, notices, ndcs, apply };
}

function judge(
  { instance, text }: Received,
  { units: received, notices, ndcs }: ReturnType<typeof newState>,
  who: Omit<Known, 'ndcOf'>,
  now: number,
): Judged {
  const document = readDocument(text);
  const { units, problems } = checkGoods(document, {
    notice: (id) => notices.get(id),
    receivedIn: (unit) => received.get(unit),
    now,
  });
  const all: Problem[] = [...checkHead(document, { ...who, ndcOf: (gtin) => ndcs.get(gtin) }), ...problems];
  const state = all.length === 0 ? 'accepted' : 'rejected';
  return { kind: 'judged', instance, state, errors: all.slice(0, MOST_ERRORS), units };
}

export const digestOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
