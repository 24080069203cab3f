import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conformanceTable } from './conformance-table.ts';
import { themes } from './suites.ts';

test('the table in the documentation lists these cases', () => {
  expect(readFileSync('docs/epcis-conformance.md', 'utf8'), 'npx node test/conformance/epcis/http/write-table.ts').toBe(
    conformanceTable(themes),
  );
});
