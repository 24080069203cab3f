import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { integer } from '../../store/row.ts';
import { anOrder, assign, type Stores, serial, sscc, storesOf, temporary } from '../../testing/builders.ts';
import { ArchiveLots, DAY_MS } from './archive-lots.ts';

const at = '2026-03-01T08:00:00.000Z';
const PACKS = 600;
let home: ReturnType<typeof temporary>;
let stores: Stores;
let alarms: Map<string, string>;
let now: number;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(join(home.directory, 'data')));
  alarms = new Map();
  now = Date.parse(at) + 31 * DAY_MS;
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const folder = () => join(home.directory, 'archive');
const archiver = (isStored = false) =>
  new ArchiveLots({
    archives: stores.archives,
    alarms: { say: (code, detail) => (detail === undefined ? alarms.delete(code) : alarms.set(code, detail)) },
    ...{ folder: folder(), days: 30, isStored, now: () => now, log: () => undefined },
  });
const count = (from: string) => integer(stores.db.prepare(`SELECT count(*) AS n FROM ${from}`).get() ?? {}, 'n');

/** A lot that was packed, closed and reported: all its packs are good, the first of them in a case. */
function aLot(order: string, packs = PACKS): number {
  const { batches, journal, containers, db } = stores;
  const { batch } = assign(stores, anOrder({ order, lot: order, quantity: packs }));
  let seen = batches.get(batch);
  for (const state of ['clearance', 'running'] as const) seen = batches.move(seen, state, at);
  db.exec('BEGIN');
  const open = containers.open(batch, 'case', at);
  for (let n = 1; n <= packs; n += 1) {
    const label = { batch, ordinal: n, gtin: '09521234000013', serial: serial(batch * 100_000 + n), sequence: n };
    const read = journal.verified(journal.printing(label, at), 'good', undefined, at);
    journal.settled(read, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
  }
  db.exec('COMMIT');
  containers.change(open, { state: 'closed', at, epc: `urn:epc:id:sscc:9521234.${sscc(batch)}`, told: at });
  db.prepare('UPDATE units SET container = ?, told = 1 WHERE batch = ? AND ordinal = 1').run(open.container, batch);
  for (const state of ['closing', 'closed', 'reported'] as const) seen = batches.move(seen, state, at);
  return batch;
}

describe('lots that were reported long ago', () => {
  test('leave for a file that holds every pack and everything that was noted, and are counted as before', async () => {
    const batch = aLot('OLD');
    aLot('NEW', 2);
    const before = { tally: stores.journal.tally(batch), rows: stores.rows.units(batch) };
    const entries = count(`audit WHERE batch = ${batch}`);
    await archiver().look();
    expect(alarms).toEqual(new Map());
    const [head = '', ...lines] = gunzipSync(readFileSync(join(folder(), `lot-${batch}.jsonl.gz`)))
      .toString()
      .trimEnd()
      .split('\n');
    expect(JSON.parse(head)).toMatchObject({ format: 'seriate-lot-archive/1', lot: { batch, order_id: 'OLD' } });
    const held = (table: string) => lines.filter((line) => line.startsWith(`{"${table}":`));
    expect([held('units').length, held('containers').length, held('audit').length]).toEqual([PACKS, 1, entries]);
    expect(JSON.parse(held('units')[0] ?? '')).toMatchObject({ units: { serial: serial(batch * 100_000 + 1) } });
    expect(count(`units WHERE batch = ${batch}`)).toBe(0);
    expect({ tally: stores.journal.tally(batch), rows: stores.rows.units(batch) }).toEqual(before);
    const left = stores.db.prepare('SELECT now FROM audit WHERE batch = ?').all(batch);
    expect(left).toEqual([{ now: 'archived' }]);
    expect(stores.archives.find(batch)).toMatchObject({ units: PACKS, entries, freedAt: expect.any(String) });
  });

  test('take no key and no crypto code into their file, with which codes could be made', async () => {
    const batch = aLot('OLD', 2);
    aLot('NEW', 2);
    const tail = JSON.stringify({ 91: 'EE99', 92: 'Q1JZUFRP' });
    stores.db.prepare('UPDATE units SET tail = ? WHERE batch = ?').run(tail, batch);
    await archiver().look();
    const file = gunzipSync(readFileSync(join(folder(), `lot-${batch}.jsonl.gz`))).toString();
    expect(file).toContain(serial(batch * 100_000 + 1));
    for (const secret of ['EE99', 'Q1JZUFRP']) expect(file).not.toContain(secret);
  });

  test('stay when they are young, the last of their line, not wholly told, in a warehouse, or looked into by people', async () => {
    const [first, second, third, fourth] = [aLot('A', 2), aLot('B', 2), aLot('C', 2), aLot('D', 2)];
    const { db } = stores;
    db.prepare("UPDATE batches SET closed_at = '2026-03-20T08:00:00.000Z' WHERE batch = ?").run(first);
    db.prepare(
      "INSERT INTO outbox (line, sequence, batch, kind, sealed_at, body) VALUES ('line-1', 1, ?, 'epcis', 0, x'00')",
    ).run(second);
    db.prepare('INSERT INTO warehouse_batches (batch, released) VALUES (?, 1)').run(third);
    db.prepare(
      `INSERT INTO inventory (epc, kind, owner, packs, state, verified, batch, listed)
       VALUES ('urn:epc:id:sscc:9521234.1', 'container', 'acme', 1, 'here', 1, ?, 0)`,
    ).run(third);
    await archiver(true).look();
    expect([first, second, third, fourth].map((batch) => count(`units WHERE batch = ${batch}`))).toEqual([2, 2, 2, 2]);
    db.prepare("UPDATE inventory SET state = 'shipped'").run();
    await archiver(true).look();
    expect([first, second, third, fourth].map((batch) => count(`units WHERE batch = ${batch}`))).toEqual([2, 2, 0, 2]);
    expect(db.prepare('SELECT state, batch, listed FROM inventory').get()).toEqual({
      ...{ state: 'shipped', batch: null, listed: 1 },
    });
  });

  test('keep in the trail what people did, and lose no entry that is in no file', async () => {
    const batch = aLot('OLD', 3);
    const other = aLot('NEW', 2);
    const { db } = stores;
    db.prepare("INSERT INTO audit (at, batch, subject, now, who) VALUES (?, ?, 'unit X', 'sampled', 'otto')").run(
      at,
      batch,
    );
    db.prepare("INSERT INTO audit (at, subject, now, who) VALUES (?, 'block', 'granted', 'agent')").run(at);
    await archiver().look();
    expect(db.prepare('SELECT who FROM audit WHERE batch = ? ORDER BY entry').all(batch)).toEqual([
      { who: 'otto' },
      { who: 'agent' },
    ]);
    for (const where of [`batch = ${batch}`, `batch = ${other}`, 'batch IS NULL'])
      expect(() => db.exec(`DELETE FROM audit WHERE ${where}`)).toThrow(/append-only/);
    expect(() => db.exec('DELETE FROM archives')).toThrow('what is archived stays so');
    expect(() => db.exec("UPDATE archives SET sha256 = 'x'")).toThrow('what is archived stays so');
  });

  test('go on being freed after a break, and are not when their file is not what was written', async () => {
    const batch = aLot('OLD');
    aLot('NEW', 2);
    const broken = archiver();
    const { freeSome } = stores.archives;
    stores.archives.freeSome = () => {
      throw new Error('the power failed');
    };
    await broken.look();
    expect(alarms.get('archive-failed')).toBe('the power failed');
    stores.archives.freeSome = freeSome;
    const path = join(folder(), `lot-${batch}.jsonl.gz`);
    const written = readFileSync(path);
    rmSync(path);
    await archiver().look();
    expect(alarms.get('archive-failed')).toMatch(/ENOENT/);
    expect(count(`units WHERE batch = ${batch}`)).toBe(PACKS);
    writeFileSync(path, written);
    await archiver().look();
    expect([alarms.size, count(`units WHERE batch = ${batch}`)]).toEqual([0, 0]);
  });

  test('stay when the folder cannot be written to, and the next one names the file before it', async () => {
    const [first, second] = [aLot('A', 2), aLot('B', 2)];
    aLot('C', 2);
    writeFileSync(folder(), 'in the way');
    await archiver().look();
    expect(alarms.get('archive-failed')).toMatch(/EEXIST|ENOTDIR/);
    expect(count(`units WHERE batch = ${first}`)).toBe(2);
    rmSync(folder());
    mkdirSync(folder());
    await archiver().look();
    const head =
      gunzipSync(readFileSync(join(folder(), `lot-${second}.jsonl.gz`)))
        .toString()
        .split('\n')[0] ?? '';
    expect(JSON.parse(head)).toMatchObject({ before: stores.archives.find(first)?.sha256 });
  });
});
