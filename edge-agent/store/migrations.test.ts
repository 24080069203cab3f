import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrations } from './migrations.ts';

/** The tables as they were when batches knew no clearance and containers no state, with one of everything in them. */
function before(): DatabaseSync {
  const db = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true });
  for (const step of migrations.slice(0, 4)) db.exec(step);
  db.exec(`
    INSERT INTO batches (batch, owner, order_id, line, body, state) VALUES (1, 'acme', 'order-1', 'line-1', '{}', 'running');
    INSERT INTO containers (container, batch, kind, epc, closed_at) VALUES (1, 1, 'case', 'case-1', '2026-01-01');
    INSERT INTO containers (container, batch, kind, epc, closed_at) VALUES (2, 1, 'pallet', 'pallet-1', '2026-01-01');
    UPDATE containers SET parent = 2 WHERE container = 1;
    INSERT INTO units (batch, ordinal, gtin, serial, sequence, state, printed_at, container)
      VALUES (1, 1, 'g', 's1', 1, 'commissioned', '2026-01-01', 1), (1, 2, 'g', 's2', 2, 'rejected', '2026-01-01', NULL);
    INSERT INTO blocks (request, owner, pool, batch, wanted, first, last, fetched, used, cursor)
      VALUES ('r1', 'acme', 'packs', 1, 9, 1, 9, 3, 2, 3), ('r2', 'acme', 'packs', 1, 5, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO pages (request, first, last, serials) VALUES ('r1', 1, 2, 'a');
    INSERT INTO outbox (line, sequence, batch, kind, body) VALUES ('line-1', 1, 1, 'epcis', '{}');
  `);
  return db;
}

test('a batch in work, its packs and its containers outlive the change of their tables', () => {
  const db = before();
  db.exec('BEGIN');
  for (const step of migrations.slice(4)) db.exec(step);
  db.exec('COMMIT');
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  expect(db.prepare('SELECT request, batch, wanted, used, cursor, ends, returned FROM blocks').all()).toEqual([
    { request: 'r1', batch: 1, wanted: 9, used: 2, cursor: 3, ends: null, returned: null },
    { request: 'r2', batch: 1, wanted: 5, used: null, cursor: null, ends: null, returned: null },
  ]);
  expect(db.prepare('SELECT request, serials FROM pages').all()).toEqual([{ request: 'r1', serials: 'a' }]);
  expect(db.prepare('SELECT state, revision, seen, edition FROM batches').all()).toEqual([
    { state: 'running', revision: 1, seen: 1, edition: 1 },
  ]);
  expect(db.prepare('SELECT DISTINCT line FROM blocks').all()).toEqual([{ line: 'line-1' }]);
  expect(db.prepare('SELECT level, epc, state, parent FROM containers ORDER BY container').all()).toEqual([
    { level: 'case', epc: 'case-1', state: 'closed', parent: 2 },
    { level: 'pallet', epc: 'pallet-1', state: 'closed', parent: null },
  ]);
  expect(db.prepare('SELECT serial, state, container, told FROM units ORDER BY ordinal').all()).toEqual([
    { serial: 's1', state: 'commissioned', container: 1, told: 1 },
    { serial: 's2', state: 'rejected', container: null, told: 0 },
  ]);
  expect(db.prepare('SELECT state, packed, told, units FROM unit_groups ORDER BY state').all()).toEqual([
    { state: 'commissioned', packed: 1, told: 1, units: 1 },
    { state: 'rejected', packed: 0, told: 0, units: 1 },
  ]);
});

test('signed acts cannot be changed or deleted', () => {
  const db = new DatabaseSync(':memory:');
  for (const step of migrations) db.exec(step);
  db.exec(
    "INSERT INTO acts (at, line, kind, subject, signature, body) VALUES ('2026', 'line-1', 'sample', 'unit 1', '{}', '{}')",
  );
  expect(() => db.exec("UPDATE acts SET reason = 'another'")).toThrow(/append-only/);
  expect(() => db.exec('DELETE FROM acts')).toThrow(/append-only/);
});
