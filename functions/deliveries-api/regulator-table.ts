import { regimes } from '#shared/regimes/regimes.ts';
import { markets as inForce, marketsByAccess, type ToldMarket } from '#shared/regimes/registry.ts';

/** Last those that are told for tenants with an access alone. */
const markets = [...inForce, ...marketsByAccess];

/** What the table of markets says of one. */
function isReportedTo({ market, repealed, onAccess }: ToldMarket): string {
  if (repealed !== undefined) return `no more: repealed by ${repealed}, to rehearse alone`;
  if (onAccess) return 'for tenants that set an access';
  return regimes.some((regime) => regime.market === market) ? 'yes' : 'no';
}

/** Every market, and what its packs bear, as a table of docs/regulators.md. */
export const marketTable = (): string =>
  [
    '| market | countries | code profile of its packs | a regulator is reported to |',
    '|---|---|---|---|',
    ...markets.map(
      (one) =>
        `| ${one.market} | ${one.countries.join(' ')} | ${one.profiles.map((id) => `\`${id}\``).join(', ')} | ${isReportedTo(one)} |`,
    ),
  ].join('\n');

/** What every market is told, as another. */
export const regulatorTable = (): string =>
  [
    '| market | system | act | message | told to | stands | note |',
    '|---|---|---|---|---|---|---|',
    ...markets.flatMap(({ market, systems }) =>
      systems.flatMap(({ system, tells }) =>
        tells.map(
          ({ act, message, to = 'regulator', standing, note = '' }) =>
            `| ${market} | ${system} | ${act} | \`${message}\` | ${to} | ${standing.replace('-', ' ')} | ${note} |`,
        ),
      ),
    ),
  ].join('\n');

/** What the codes of every market mean, as a third. */
export const errorTable = (): string =>
  [
    '| market | system | code | meaning | probable cause | remedy | goes on |',
    '|---|---|---|---|---|---|---|',
    ...markets.flatMap(({ market, systems }) =>
      systems.flatMap(({ system, errors }) =>
        errors.map(
          ({ code, meaning, cause, remedy, retry }) =>
            `| ${market} | ${system} | \`${code}\` | ${meaning} | ${cause} | ${remedy} | ${retry} |`,
        ),
      ),
    ),
  ].join('\n');

/** How often the systems of every market are called, as a fourth. */
export const throttleTable = (): string =>
  [
    '| system/call | calls | in seconds | at once | counted per | sure | source |',
    '|---|---|---|---|---|---|---|',
    ...markets.flatMap(({ systems }) =>
      systems.flatMap(({ throttles }) =>
        throttles.map(
          ({ system, call, calls, seconds, burst, per, confidence, source }) =>
            `| \`${system}/${call}\` | ${calls} | ${seconds} | ${burst} | ${per} | ${confidence} | ${source} |`,
        ),
      ),
    ),
  ].join('\n');

const tables = { markets: marketTable, messages: regulatorTable, codes: errorTable, throttles: throttleTable };

/** The page with its tables made anew; all else of it is written by hand. */
export const withTables = (page: string): string =>
  Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- /${name} -->)`),
        (_, before: string, after: string) => before + table() + after,
      ),
    page,
  );
