import { openJournal } from '../journal.ts';
import { newEgypt } from './egypt.ts';
import { type Entry, readEntry } from './entries.ts';
import { newIndia } from './india.ts';
import { newKorea } from './korea.ts';
import type { Judged, Portal } from './problem.ts';

type Taken = Extract<Entry, { kind: 'file' }>;
export interface Waiting extends Taken {
  result?: Judged;
}

export type Inbox = ReturnType<typeof openInbox>;

/** Files with what became of them, worked off when they are due, in that order. */
export function openInbox(file: string | undefined, onClock: (aheadMs: number) => void) {
  const registered = { glns: new Set<string>(), gtins: new Set<string>(), parties: new Set<string>() };
  const portals = new Map<string, Portal>([
    ['eg', newEgypt(registered)],
    ['kr', newKorea(registered)],
    ['in', newIndia(registered)],
  ]);
  const byName = new Map<string, Waiting>();
  const byReceipt = new Map<string, Waiting>();
  let waiting: Waiting[] = [];

  /** Called before anything else happens, so that what is rebuilt comes to the same results. */
  const settle = (at: number): void => {
    const due = waiting.filter((one) => one.due <= at && !one.lost);
    if (due.length === 0) return;
    waiting = waiting.filter((one) => one.due > at || one.lost);
    for (const one of due.sort((a, b) => a.due - b.due)) {
      const result = portals.get(one.portal)?.judge(one.file, one.due);
      if (result !== undefined) one.result = result;
      if (result?.number !== undefined) byReceipt.set(result.number, one);
    }
  };
  const apply = (happened: Entry): void => {
    settle(happened.at);
    if (happened.kind === 'clock') onClock(happened.aheadMs);
    else if (happened.kind === 'register') {
      for (const gln of happened.glns) registered.glns.add(gln);
      for (const gtin of happened.gtins) registered.gtins.add(gtin);
      for (const party of happened.parties) registered.parties.add(party);
    } else if (happened.kind === 'forget')
      for (const code of happened.codes) portals.get(happened.portal)?.forget(code);
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
    take: (happened: Entry): void => {
      journal.append(happened);
      apply(happened);
    },
    portal: (name: string) => portals.get(name),
    named: (portal: string, name: string) => byName.get(`${portal} ${name}`),
    /** By its receipt, or by the number that its report was given. */
    find: (receipt: string) => byReceipt.get(receipt),
    refind: (one: Waiting): void => {
      one.lost = false;
    },
  };
}
