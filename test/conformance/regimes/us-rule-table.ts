import { usRules } from '#shared/regimes/us/validate/rules.ts';

/** The rules of documents under the DSCSA, as `docs/regulators-us.md` shows them. */
export const usRuleTable = (): string =>
  [
    '| rule | what it asks | where it is broken | weighs |',
    '|---|---|---|---|',
    ...Object.entries(usRules).map(
      ([code, { title, remedy, weighs }]) => `| \`${code}\` | ${title} | ${remedy} | ${weighs} |`,
    ),
  ].join('\n');
