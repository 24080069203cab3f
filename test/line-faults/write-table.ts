import { readFileSync, writeFileSync } from 'node:fs';
import { catalogue } from './catalogue.ts';
import { faultTable, packingTable } from './fault-table.ts';
import { packingFaults } from './packing/packing-faults.ts';

const file = 'docs/line-faults.md';
const page = readFileSync(file, 'utf8');
const written = page
  .replace(/\| fault \| what happens[\s\S]*?\n(?=\n)/, () => `${faultTable(catalogue)}\n`)
  .replace(/\| fault in packing[\s\S]*?\n(?=\n)/, () => `${packingTable(packingFaults)}\n`);
writeFileSync(file, written);
