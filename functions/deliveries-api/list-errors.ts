import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { badQuery, readQuery } from '#common/query-parameters.ts';
import { br } from '#shared/regimes/br/br.ts';
import { wordsOf } from '#shared/regimes/catalogue.ts';
import { handled } from '#shared/regimes/handled.ts';
import { us } from '#shared/regimes/us/us.ts';

/** Markets whose regulators are told, for tenants with an access alone, too, and those where none is. */
const markets = [
  ...handled.map(({ market, systems }) => ({
    market,
    systems: systems.map((system) => ({ system, ...wordsOf(system) })),
  })),
  us,
  br,
];

/** What the codes of regulators and trading partners mean, why they come and what to do; the same for everybody. */
export const listErrors: Endpoint = async (request) => {
  const wanted = readQuery(networkQueries['GET /api/regulator-errors'], request);
  const known = { market: markets.map(({ market }) => market), system: systemsOf() };
  for (const name of ['market', 'system'] as const) {
    const value = wanted[name];
    if (value !== undefined && !known[name].includes(value))
      throw badQuery(name, `is no ${name} whose codes are known`, `take one of ${known[name].join(', ')}`);
  }
  const errors = markets
    .filter(({ market }) => wanted.market === undefined || market === wanted.market)
    .flatMap(({ market, systems }) =>
      systems.flatMap(({ system, errors: told }) => told.map((one) => ({ market, system, ...one }))),
    )
    .filter(
      ({ system, code }) =>
        (wanted.system === undefined || system === wanted.system) &&
        (wanted.code === undefined || code === wanted.code),
    );
  return { status: 200, body: { errors } };
};

const systemsOf = () => [...new Set(markets.flatMap(({ systems }) => systems.map(({ system }) => system)))];
