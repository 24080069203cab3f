import { orRefuse } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';
import { regimes } from '#shared/regimes/regimes.ts';
import type { Statement } from '#shared/regimes/statement.ts';

const byMarket = new Map(regimes.map(({ market, statements = [] }) => [market, statements]));
const told = [...byMarket].filter(([, all]) => all.length > 0).map(([market]) => market);

/** What a market can be told by hand. @throws Refused for a market that is not reported to */
export const statementsOf = (market: string): readonly Statement[] =>
  orRefuse(
    byMarket.get(market) ??
      refuse('not-found', `${market} is no market that is reported to`, {
        at: '/market',
        remedy: `take one that is told by hand: ${told.join(', ')}`,
      }),
  );

/** @throws Refused when the market knows no such statement */
export function statementNamed(market: string, name: string): Statement {
  const all = statementsOf(market);
  return orRefuse(
    all.find((one) => one.name === name) ??
      refuse('not-found', `market ${market} is told no ${name} by hand`, {
        at: '/name',
        remedy: `GET /api/regulators/${market}/statements lists what there is`,
      }),
  );
}
