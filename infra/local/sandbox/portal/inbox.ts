import { openJournal } from '../journal.ts';
import { newEgypt } from './egypt.ts';
import { type Entry, readEntry } from './entries.ts';
import type { Judge, Problem } from './problem.ts';

type Taken = Extract<Entry, { kind: 'file' }>;
export interface Waiting extends Taken {
  result?: { readonly rows: number; readonly problems: readonly Problem[] };
}

export type Inbox = ReturnType<typeof openInbox>;

/** Files with what became of them, worked off when they are due, in that order. */
export function openInbox(file: string | undefined, onClock: (aheadMs: number) => void) {
  const registered = { glns: new Set<string>(), gtins: new Set<string>() };
  const egypt = newEgypt(registered);
  const judges: Readonly<Record<string, Judge>> = { eg: egypt.judge };
  const byName = new Map<string, Waiting>();
  const byReceipt = new Map<string, Waiting>();
  let waiting: Waiting[] = [];

  /** Called before anything else happens, so that what is rebuilt comes to the same results. */
  const settle = (at: number): void => {
    const due = waiting.filter((one) => one.due <= at && !one.lost);
    if (due.length === 0) return;
    waiting = waiting.filter((one) => one.due > at || one.lost);
    for (const one of due.sort((a, b) => a.due - b.due)) {
      const result = judges[one.portal]?.(one.file);
      if (result !== undefined) one.result = result;
    }
  };
  const apply = (happened: Entry): void => {
    settle(happened.at);
    if (happened.kind === 'clock') onClock(happened.aheadMs);
    else if (happened.kind === 'register') {
      for (const gln of happened.glns) registered.glns.add(gln);
      for (const gtin of happened.gtins) registered.gtins.add(gtin);
    } else if (happened.kind === 'forget') for (const code of happened.codes) egypt.forget(code);
    else {
      const one: Waiting = { ...happened };
      byName.set(`${one.portal} ${one.name}`, one);
      byReceipt.set(one.receipt, one);
      waiting.push(one);
    }
  };
  const journal = openJournal(file, readEntry);
  for (const before of journal.before) apply(before);

  return {
    settle,
    egypt,
    take: (happened: Entry): void => {
      journal.append(happened);
      apply(happened);
    },
    isPortal: (portal: string) => Object.hasOwn(judges, portal),
    named: (portal: string, name: string) => byName.get(`${portal} ${name}`),
    find: (receipt: string) => byReceipt.get(receipt),
    refind: (one: Waiting): void => {
      one.lost = false;
    },
  };
}
