import { writeFileSync } from 'node:fs';
import { conformanceTable } from './conformance-table.ts';
import { themes } from './suites.ts';

writeFileSync('docs/epcis-conformance.md', conformanceTable(themes));
