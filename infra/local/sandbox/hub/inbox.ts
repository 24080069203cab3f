import { createHash } from 'node:crypto';
import { openJournal } from '../journal.ts';
import { type Book, newBook } from './book.ts';
import { hubs } from './countries.ts';
import { type Entry, readEntry } from './entries.ts';
import { judge } from './judge.ts';
import { HubProblem, type Problem } from './problem.ts';
import { gtinOf } from './read-codes.ts';
import { readMessage } from './read-message.ts';

type Taken = Extract<Entry, { kind: 'message' }>;

export interface Status {
  readonly status: 'success' | 'warning' | 'error';
  readonly problems: readonly Problem[];
}
export interface Waiting extends Taken {
  readonly instance: string;
  result?: Status;
}

interface Hub {
  readonly book: Book;
  readonly glns: Set<string>;
  readonly gtins: Set<string>;
}

/** What whoever rehearses wishes of a hub. */
function turn({ book, glns, gtins }: Hub, wish: Extract<Entry, { kind: 'register' | 'forget' | 'load' }>): void {
  if (wish.kind === 'register') {
    for (const gln of wish.glns) glns.add(gln);
    for (const gtin of wish.gtins) gtins.add(gtin);
    return;
  }
  for (const code of wish.codes) {
    if (wish.kind === 'forget') {
      book.set(code, undefined);
      continue;
    }
    const gtin = gtinOf(code);
    book.set(code, { lot: wish.lot, state: 'in-transit', place: wish.to });
    if (gtin !== undefined) book.addLot(`${gtin}/${wish.lot}`);
  }
}

export type Inbox = ReturnType<typeof openInbox>;

/** Messages with their statuses, which are worked off when they are due, in that order. */
export function openInbox(file: string | undefined, onClock: (aheadMs: number) => void) {
  const known = new Map<string, Hub>(
    Object.keys(hubs).map((hub) => [hub, { book: newBook(), glns: new Set(), gtins: new Set() }]),
  );
  const byId = new Map<string, Waiting>();
  const byInstance = new Map<string, Waiting>();
  let waiting: Waiting[] = [];
  const of = (hub: string): Hub => {
    const found = known.get(hub);
    if (found === undefined) throw new Error(`no hub ${hub}`);
    return found;
  };

  const resultOf = ({ hub, xml, due }: Waiting): Status => {
    const { book, glns, gtins } = of(hub);
    const rules = hubs[hub];
    if (rules === undefined) throw new Error(`no hub ${hub}`);
    try {
      const problems = judge(book, readMessage(xml), { rules, registered: { glns, gtins }, now: due });
      return { status: problems.length > 0 ? 'warning' : 'success', problems };
    } catch (error) {
      if (!(error instanceof HubProblem)) throw error;
      return { status: 'error', problems: [error.problem] };
    }
  };

  /** Works off what is due. Called before anything else happens, so that what is rebuilt comes to the same results. */
  const settle = (at: number): void => {
    const due = waiting.filter((one) => one.due <= at && !one.lost);
    if (due.length === 0) return;
    waiting = waiting.filter((one) => one.due > at || one.lost);
    for (const one of due.sort((a, b) => a.due - b.due)) one.result = resultOf(one);
  };

  const keep = (taken: Taken): void => {
    const one: Waiting = { ...taken, instance: readMessage(taken.xml).instance };
    byId.set(one.messageId, one);
    byInstance.set(`${one.hub} ${one.client} ${one.instance}`, one);
    waiting.push(one);
  };
  const apply = (happened: Entry): void => {
    settle(happened.at);
    if (happened.kind === 'message') keep(happened);
    else if (happened.kind === 'clock') onClock(happened.aheadMs);
    else turn(of(happened.hub), happened);
  };
  const journal = openJournal(file, readEntry);
  for (const before of journal.before) apply(before);

  return {
    settle,
    take: (happened: Entry): void => {
      journal.append(happened);
      apply(happened);
    },
    find: (messageId: string): Waiting | undefined => byId.get(messageId),
    ofInstance: (hub: string, client: string, instance: string): Waiting | undefined =>
      byInstance.get(`${hub} ${client} ${instance}`),
    /** A message whose status was lost is worked off after all. */
    refind: (one: Waiting): void => {
      waiting = waiting.map((other) => (other === one ? Object.assign(one, { lost: false }) : other));
    },
    unit: (hub: string, code: string) => known.get(hub)?.book.get(code),
    isRecalled: (hub: string, lot: string) => known.get(hub)?.book.recalled.has(lot) ?? false,
  };
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
