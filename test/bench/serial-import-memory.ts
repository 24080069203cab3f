import { createHash } from 'node:crypto';
import { runImport } from '#common/imports/run-import.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import { startDynoxide, tables } from '../kit/dynoxide.ts';
import { mostMemory } from './most-memory.ts';

// Brings in a CSV list of as many codes as the first argument says, crypto tails and all, that no bucket holds: it is made as it is read. The table is an
// engine in a process of its own. Tells how long that took and the most memory beyond what the process had before.
const count = Number(process.argv[2]);
const engine = await startDynoxide();
const [pools, imports] = [
  serialPools(engine.db, tables.serials),
  serialImports(engine.db, tables.serials, tables.deliveries),
];
const pool = newImportedPool({ id: 'ru', gtin: '09521321543218', profile: 'ru' });
if (!('kind' in pool)) throw new Error(pool.detail);
await pools.create('acme', pool);

const LINES = 10_000;
async function* pieces() {
  yield Buffer.from('code,91,92\n');
  for (let from = 0; from < count; from += LINES) yield Buffer.from(linesFrom(from, Math.min(LINES, count - from)));
}
function linesFrom(from: number, lines: number): string {
  const digest = (i: number) => createHash('sha256').update(String(i)).digest('base64');
  return Array.from(
    { length: lines },
    (_, i) => `Kz${String(from + i).padStart(11, '0')},EE11,${digest(from + i)}\n`,
  ).join('');
}

const list = { pool: 'ru', importId: 'l1', key: 'k', etag: 'e', bytes: 1, mediaType: 'text/csv' } as const;
const row = { ...list, state: 'waiting', by: 'b', home: 'acme', at: '2026-03-01T10:00:00Z' } as const;
await imports.create('acme', row, new Date());
const before = process.memoryUsage().rss;
const begun = performance.now();
const needs = { pools, imports, documents: { pieces }, registryTable: tables.registry, now: () => new Date() };
const told = await runImport(needs, 'acme', 'ru', 'l1');
const seconds = (performance.now() - begun) / 1000;
const megabytes = (mostMemory() - before) / 1_000_000;
const cpuSeconds = process.resourceUsage().userCPUTime / 1_000_000;
await engine.stop();
console.log(JSON.stringify({ megabytes, seconds, cpuSeconds, state: told.state, count: told.count }));
