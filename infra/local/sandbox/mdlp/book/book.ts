import { join } from 'node:path';
import { openJournal } from '../../journal.ts';
import type { Subject } from '../subjects.ts';
import { type Entry, readEntry } from './entries.ts';
import type { Filed, Inbound } from './filed.ts';
import { formProblems } from './settle.ts';
import { newShelf, type ShelfOptions } from './shelf.ts';

export interface BookOptions extends Omit<ShelfOptions, 'folder'> {
  readonly dataDir: string | undefined;
  readonly bySchema: ((xml: string) => string[]) | undefined;
}

export type Book = ReturnType<typeof openBook>;

/** Every document that came and what became of it, kept as a journal beside the documents. */
export function openBook({ dataDir, bySchema, ...options }: BookOptions) {
  const shelf = newShelf({ ...options, folder: dataDir && join(dataDir, 'mdlp-documents') });
  const { apply, vault, world, byId, byRequest, inbound, trusted, waiting } = shelf;
  const journal = openJournal(dataDir && join(dataDir, 'mdlp.jsonl'), readEntry);
  let aheadMs = 0;
  for (const entry of journal.before) {
    apply(entry);
    if (entry.kind === 'clock') aheadMs = entry.aheadMs;
  }
  const take = (entry: Entry): void => {
    journal.append(entry);
    apply(entry);
  };
  return {
    world,
    vault,
    take,
    /** How far the clock was set ahead before a restart. */
    aheadMs,
    get: (id: string): Filed | undefined => byId.get(id),
    byRequest: (by: Subject, requestId: string) => byRequest.get(`${by.systemId} ${requestId}`),
    /** Oldest first. */
    sentBy: (by: Subject): Filed[] => [...byId.values()].filter((one) => one.by === by),
    inbound: (id: string): Inbound | undefined => inbound.get(id),
    inboundTo: (to: Subject): Inbound[] => [...inbound.values()].filter((one) => one.to === to),
    trustedBy: (by: Subject): string[] =>
      options.subjects.all.map(({ systemId }) => systemId).filter((other) => trusted.has(`${by.systemId} ${other}`)),
    /** Judges what is due at that time, in that order. */
    settle: (at: number): void => {
      for (let next = waiting[0]; next !== undefined && next.due <= at; next = waiting[0]) {
        const problems = formProblems(vault.get(next.id)?.toString('utf8') ?? '', bySchema);
        take({ kind: 'settled', id: next.id, at, problems });
      }
    },
  };
}
