import * as v from 'valibot';
import { type OrderChange, orderChange } from '#shared/messages/orders-api.ts';
import { type NewOrder, newOrder } from '#shared/messages/site-api.ts';
import { Audit } from './audit.ts';
import { type Database, transaction } from './database.ts';
import { integer, oneOf, optionalText, type Row, text } from './row.ts';

/** Why L4 does not take a draft: what it has against it, where in the order, by which rule, and what to do. */
export const draftProblem = v.object({
  detail: v.string(),
  at: v.optional(v.string()),
  rule: v.optional(v.string()),
  remedy: v.optional(v.string()),
});
export type DraftProblem = v.InferOutput<typeof draftProblem>;

/** What L4 is asked for: an order, or a change of one that it has. */
export type Asked =
  | { readonly kind: 'order'; readonly body: NewOrder }
  | { readonly kind: 'change'; readonly body: OrderChange };

const states = ['waiting', 'sent', 'refused'] as const;

/** Something that was written at the site and that L4 has yet to take. */
export interface Draft {
  readonly draft: number;
  readonly owner: string;
  readonly order: string;
  readonly asked: Asked;
  /** sent: L4 may have it, and has not answered. */
  readonly state: (typeof states)[number];
  readonly who: string;
  readonly at: string;
  readonly problem: DraftProblem | undefined;
}

interface New {
  readonly owner: string;
  readonly order: string;
  readonly asked: Asked;
  readonly who: string;
  readonly at: string;
}

/** Orders, and changes of them, that were made at the site, until L4 has answered; one for an order. */
export class Drafts {
  readonly #db: Database;
  readonly #audit: Audit;

  constructor(db: Database) {
    this.#db = db;
    this.#audit = new Audit(db);
  }

  /**
   * Keeps a draft in place of the one of that order, if there is one. Answers false when that one has been sent: L4 may have taken it, and the
   * condition decides between a person who corrects it and the round that sends it.
   */
  keep({ owner, order, asked, who, at }: New): boolean {
    return transaction(this.#db, () => {
      const { changes } = this.#db
        .prepare(
          `INSERT INTO drafts (owner, order_id, kind, body, state, who, at) VALUES (?, ?, ?, ?, 'waiting', ?, ?)
           ON CONFLICT DO UPDATE SET kind = excluded.kind, body = excluded.body, state = 'waiting', who = excluded.who, at = excluded.at,
             problem = NULL WHERE state <> 'sent'`,
        )
        .run(owner, order, asked.kind, JSON.stringify(asked.body), who, at);
      if (changes === 0) return false;
      const now = asked.kind === 'order' ? 'written' : 'change written';
      this.#audit.append({ at, subject: subjectOf({ owner, order }), now, why: JSON.stringify(asked.body), who });
      return true;
    });
  }

  all(): Draft[] {
    return this.#db.prepare('SELECT * FROM drafts ORDER BY draft').all().map(draftOf);
  }

  find(draft: number): Draft | undefined {
    const row = this.#db.prepare('SELECT * FROM drafts WHERE draft = ?').get(draft);
    return row === undefined ? undefined : draftOf(row);
  }

  of(owner: string, order: string): Draft | undefined {
    const row = this.#db.prepare('SELECT * FROM drafts WHERE owner = ? AND order_id = ?').get(owner, order);
    return row === undefined ? undefined : draftOf(row);
  }

  /** Notes that L4 is being asked: from now on nobody corrects or drops it until L4 has answered. */
  sending({ draft }: Draft): void {
    this.#db.prepare("UPDATE drafts SET state = 'sent' WHERE draft = ?").run(draft);
  }

  /** L4 has taken it: the order, or its new revision, comes down like any other. */
  taken(one: Draft, at: string): void {
    transaction(this.#db, () => {
      this.#db.prepare('DELETE FROM drafts WHERE draft = ?').run(one.draft);
      this.#audit.append({ at, subject: subjectOf(one), now: 'taken by L4' });
    });
  }

  /** L4 has turned it down: somebody corrects or drops it. */
  turnedDown(one: Draft, problem: DraftProblem, at: string): void {
    transaction(this.#db, () => {
      this.#db
        .prepare("UPDATE drafts SET state = 'refused', problem = ? WHERE draft = ?")
        .run(JSON.stringify(problem), one.draft);
      this.#audit.append({ at, subject: subjectOf(one), now: 'refused by L4', why: problem.detail });
    });
  }

  /** Drops a draft. Answers false when it has been sent, as `keep` does. */
  drop(one: Draft, at: string, who: string): boolean {
    return transaction(this.#db, () => {
      const { changes } = this.#db.prepare("DELETE FROM drafts WHERE draft = ? AND state <> 'sent'").run(one.draft);
      if (changes === 0) return false;
      this.#audit.append({ at, subject: subjectOf(one), now: 'dropped', who });
      return true;
    });
  }
}

const subjectOf = ({ owner, order }: Pick<Draft, 'owner' | 'order'>) => `draft of order ${order} of ${owner}`;

function draftOf(row: Row): Draft {
  const body = JSON.parse(text(row, 'body'));
  const kind = oneOf(row, 'kind', ['order', 'change']);
  const problem = optionalText(row, 'problem');
  return {
    draft: integer(row, 'draft'),
    owner: text(row, 'owner'),
    order: text(row, 'order_id'),
    asked: kind === 'order' ? { kind, body: v.parse(newOrder, body) } : { kind, body: v.parse(orderChange, body) },
    state: oneOf(row, 'state', states),
    who: text(row, 'who'),
    at: text(row, 'at'),
    problem: problem === undefined ? undefined : v.parse(draftProblem, JSON.parse(problem)),
  };
}
