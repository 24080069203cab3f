import { hash } from 'node:crypto';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** An event by what identifies it and what it says, in a few bytes each. */
export interface Digested {
  readonly id: string;
  readonly content: string;
}

/**
 * What the eventIDs of a document stand for, in about 100 bytes each. Content is compared as it was read, so two copies of an event that
 * spell an identifier in two ways are told apart; the ledger, which compares hashes, would take them for one.
 */
export function namedContents() {
  const known = new Map<string, string>();
  return {
    /** True when the id stood for another event before. */
    differs: ({ id, content }: Digested): boolean => (known.get(id) ?? content) !== content,
    add: ({ id, content }: Digested): void => {
      if (!known.has(id)) known.set(id, content);
    },
  };
}

export const digested = ({ eventId, event }: StoredEvent): Digested => ({
  id: digest(eventId),
  content: digest(JSON.stringify(event)),
});

/** 96 bits, in as few bytes as a text can have. */
const digest = (text: string) => hash('sha256', text, 'binary').slice(0, 12);
