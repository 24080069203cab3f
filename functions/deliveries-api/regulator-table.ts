import { regimes } from '#shared/regimes/registry.ts';

const heading = ['| market | act | message | stands | note |', '|---|---|---|---|---|'];

/** What every market is told, as a table of docs/regulators.md. */
export const regulatorTable = (): string =>
  [
    ...heading,
    ...regimes.flatMap(({ market, tells }) =>
      tells.map(
        ({ act, message, standing, note = '' }) =>
          `| ${market} | ${act} | \`${message}\` | ${standing.replace('-', ' ')} | ${note} |`,
      ),
    ),
  ].join('\n');

/** What the codes of every market mean, as another. */
export const errorTable = (): string =>
  [
    '| market | code | meaning | probable cause | remedy | goes on |',
    '|---|---|---|---|---|---|',
    ...regimes.flatMap(({ market, errors }) =>
      errors.map(
        ({ code, meaning, cause, remedy, retry }) =>
          `| ${market} | \`${code}\` | ${meaning} | ${cause} | ${remedy} | ${retry} |`,
      ),
    ),
  ].join('\n');

/** The page with its tables made anew; all else of it is written by hand. */
export function withTables(page: string): string {
  const between = (text: string, name: string, table: string) =>
    text.replace(
      new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- /${name} -->)`),
      (_, before: string, after: string) => before + table + after,
    );
  return between(between(page, 'messages', regulatorTable()), 'codes', errorTable());
}
