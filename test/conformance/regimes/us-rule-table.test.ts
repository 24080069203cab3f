import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { usRuleTable } from './us-rule-table.ts';

test('the documentation lists these rules', () =>
  expect(
    readFileSync('docs/regulators-us.md', 'utf8'),
    'npx node test/conformance/regimes/write-us-rule-table.ts',
  ).toContain(usRuleTable()));
