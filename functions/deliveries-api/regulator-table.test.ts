import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withTables } from './regulator-table.ts';

test('docs/regulators.md is what the code does: npx node functions/deliveries-api/write-regulators.ts', () => {
  const page = readFileSync('docs/regulators.md', 'utf8');
  expect(page).toContain('| eu | eu-hub | release |');
  expect(page).toBe(withTables(page));
});
