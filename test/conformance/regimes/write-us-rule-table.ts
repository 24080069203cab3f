import { readFileSync, writeFileSync } from 'node:fs';
import { usRuleTable } from './us-rule-table.ts';

/** Writes the table into the documentation: `npx node test/conformance/regimes/write-us-rule-table.ts`. */
const path = 'docs/regulators-us.md';
const page = readFileSync(path, 'utf8');
writeFileSync(path, page.replace(/\| rule \| what it asks [\s\S]*?(?=\n\n|$)/, usRuleTable));
