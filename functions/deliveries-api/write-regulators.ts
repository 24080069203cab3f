import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './regulator-table.ts';

/** `npx node functions/deliveries-api/write-regulators.ts` makes the tables of docs/regulators.md anew; a test holds them against the code. */
const page = new URL('../../docs/regulators.md', import.meta.url);
writeFileSync(page, withTables(readFileSync(page, 'utf8')));
