import type { Endpoint } from '#common/http.ts';
import { networkQueries } from '#common/queries/network.ts';
import { readQuery } from '#common/query-parameters.ts';
import { markets } from '#shared/regimes/registry.ts';

/** What the codes of regulators and trading partners mean, why they come and what to do; the same for everybody. */
export const listErrors: Endpoint = async (request) => {
  const wanted = readQuery(networkQueries['GET /api/regulator-errors'], request);
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
