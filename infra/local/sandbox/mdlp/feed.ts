import { randomUUID } from 'node:crypto';
import type { Outcome } from './book/filed.ts';
import type { State } from './register/states.ts';
import type { Context } from './rest/context.ts';
import { digestOf } from './rest/send.ts';

/** What the order station needs of the register, which it hands documents to by itself. */
export interface MdlpFeed {
  /** Milliseconds since 1970, by the register's clock. */
  readonly now: () => number;
  /** Hands a document in and has it judged at once. What came under that request before is not taken again. */
  readonly take: (systemId: string, requestId: string, document: string) => Outcome | undefined;
  /** 'forgotten' when there is no such code. */
  readonly stateOf: (sgtin: string) => State;
  readonly isSubject: (systemId: string) => boolean;
  /** Participants as people name them, with their ids. */
  readonly known: () => string[];
}

export function feedOf({ book, now }: Context, settle: () => void): MdlpFeed {
  return {
    now,
    take: (systemId, requestId, document) => {
      const by = book.world.subjects.of(systemId);
      if (by === undefined) return undefined;
      const before = book.byRequest(by, requestId);
      if (before === undefined) {
        const id = randomUUID();
        const bytes = Buffer.from(document);
        book.vault.put(id, bytes);
        const at = now();
        const from = { id, at, subject: by.systemId, requestId, digest: digestOf(bytes), sign: '' };
        book.take({ kind: 'received', ...from, due: at, lost: false, channel: 5 });
      }
      settle();
      return book.byRequest(by, requestId)?.outcome;
    },
    stateOf: book.world.register.stateOf,
    isSubject: (systemId) => book.world.subjects.of(systemId) !== undefined,
    known: () =>
      book.world.subjects.all.map(
        ({ name, systemId, places }) => `${name}: place ${places.join(', ')}, firm ${systemId}`,
      ),
  };
}
