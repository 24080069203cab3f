import type { Endpoint } from '#common/http.ts';
import type { StatementKind } from '#shared/messages/statements-api.ts';
import type { StatedSide, Statement } from '#shared/regimes/statement.ts';
import { statementsOf } from './statement-named.ts';

/** What a market can be told by hand, and what each wants; nothing where all is told by events. */
export const listStatements: Endpoint = async ({ path }) => ({
  status: 200,
  body: { statements: statementsOf(path['market'] ?? '').map(kindOf) },
});

function kindOf({ name, title, report, of, documents, facts, from, to }: Statement): StatementKind {
  return {
    ...{ name, title, report, of },
    ...(documents && { documents: [...documents] }),
    facts: facts.map(({ name: fact, title: words, says, optional }) => ({
      ...{ name: fact, title: words, form: says, optional: optional === true },
    })),
    ...(from && { from: sideOf(from) }),
    ...(to && { to: sideOf(to) }),
  };
}

const sideOf = ({ who, title, optional }: StatedSide) => ({ who, title, optional: optional === true });
