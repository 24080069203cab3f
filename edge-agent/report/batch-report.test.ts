import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { openDatabase } from '../store/database.ts';
import { CounterStore } from '../store/line-counters.ts';
import { Packs } from '../store/packs.ts';
import { ReportRows } from '../store/report-rows.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { pdfText } from '../testing/pdf-text.ts';
import { batchReport, textOf } from './batch-report.ts';
import { renderPdf } from './render-pdf.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const signature = { by: 'wang', name: '王小明 Müßig', meaning: 'line is clear', at, offset: '+01:00' };
const explained = { ...signature, meaning: 'looked into', reason: 'the pack lay beside the bin, and was destroyed' };
const order = anOrder({ order: 'auftrag-7', quantity: 10, unitsPerCase: 4 });

function reportNeeds() {
  return {
    ...stores,
    site: 'plant',
    counters: new CounterStore(stores.db),
    rows: new ReportRows(stores.db),
    devicesOf: () => [{ device: 'printer', driver: 'zpl', address: '10.0.0.7:9100' }],
    designSpeedOf: () => 300,
  };
}

/** Ten labels: five good packs, four of them in a case, two rejects, a sample, one never seen, one destroyed by hand. */
function runBatch() {
  const { batches, journal, containers, acts, alarms, stock } = stores;
  let batch = assign(stores, order, standardRecipe(order));
  batches.noteBin(batch.batch, 40);
  batch = batches.move(batches.move(batch, 'clearance', at), 'running', at);
  // A gate that was started again begins to count anew.
  for (const counter of [41, 0, 1]) batches.noteBin(batch.batch, counter);
  const unit = (ordinal: number) => {
    const { number: serial, block } = stock.takeFrom({ batch: batch.batch, owner: order.owner, pool: order.pool });
    return journal.printing({ batch: batch.batch, ordinal, gtin: order.gtin, serial, sequence: ordinal, block }, at);
  };
  const good = [1, 2, 3, 4, 5, 6].map((ordinal) => {
    const read = journal.verified(unit(ordinal), 'good', undefined, at);
    return journal.settled(read, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
  });
  for (const ordinal of [7, 8]) {
    const read = journal.verified(unit(ordinal), 'reject', 'grade', at);
    journal.settled(read, { state: 'rejected', fate: 'rejected', reason: 'grade' }, at);
  }
  const sample = journal.verified(unit(9), 'sample', 'retention', at);
  journal.settled(sample, { state: 'sampled', fate: 'sampled', reason: sample.reason }, at);
  journal.settled(unit(10), { state: 'destroyed', fate: undefined, reason: 'printed, not seen' }, at);
  const packs = new Packs(stores.db);
  packs.put(containers.open(batch.batch, 'case', at), good.slice(0, 4));
  const last = packs.find(order.gtin, good[5]?.serial ?? '');
  if (last !== undefined) packs.change(last, { state: 'destroyed', at, why: 'fell from the belt', who: 'otto' });
  acts.append({
    line: 'line-1',
    batch: batch.batch,
    kind: 'clearance-before',
    subject: 'line line-1',
    signature,
    body: { items: [{ item: 'No cartons of another lot', done: true }] },
  });
  alarms.raise('line-1', { code: 'bin-full', detail: '3 packs in the zone', stops: true, batch: batch.batch }, at);
  alarms.acknowledge('line-1', 'otto', at);
  const amiss = { code: 'bin-disagrees', detail: '1 of the packs did not fall into the bin', stops: true };
  const alarm = alarms.raise('line-1', { ...amiss, batch: batch.batch }, at);
  const act = acts.append({
    line: 'line-1',
    batch: batch.batch,
    kind: 'explain-alarm',
    subject: `alarm ${alarm}: ${amiss.code}`,
    signature: explained,
    body: { alarm, ...amiss },
  });
  alarms.explain('line-1', alarm, act, explained);
  return batches.move(batches.move(batch, 'closing', at), 'closed', at);
}

describe('the report of a batch', () => {
  test('gives every number one fate', async () => {
    const report = await batchReport(reportNeeds(), runBatch());
    expect(report.reconciliation).toEqual([
      { sum: 'received', units: 10, terms: { printed: 10, unused: 0 }, difference: 0 },
      {
        sum: 'printed',
        units: 10,
        terms: { 'verified good': 7, rejected: 2, 'printed, not seen': 1, 'label sampled': 0, 'label scrapped': 0 },
        difference: 0,
      },
      {
        sum: 'verified good',
        units: 7,
        terms: { aggregated: 4, loose: 1, sampled: 1, decommissioned: 0, destroyed: 1 },
        difference: 0,
      },
      { sum: 'due in the reject bin', units: 2, terms: { 'confirmed there': 2 }, difference: 0 },
    ]);
    expect(report).toMatchObject({
      provisional: false,
      rejects: { grade: 2 },
      samples: { retention: 1 },
      alarms: [
        { code: 'bin-full', acknowledgedBy: 'otto' },
        { code: 'bin-disagrees', explanation: explained },
      ],
      discrepancies: [{ code: 'bin-disagrees', acknowledgedBy: 'wang', explanation: explained }],
      acts: [{ kind: 'clearance-before', signature: { name: '王小明 Müßig' } }, { kind: 'explain-alarm' }],
    });
    expect(report.interventions.map(({ who, now, why }) => ({ who, now, why }))).toContainEqual({
      who: 'otto',
      now: 'destroyed',
      why: 'fell from the belt',
    });
  });

  test('shows a number that was used and stands nowhere', async () => {
    const batch = assign(stores, order);
    stores.stock.takeFrom({ batch: batch.batch, owner: order.owner, pool: order.pool });
    const { reconciliation, provisional } = await batchReport(reportNeeds(), batch);
    expect(provisional).toBe(true);
    expect(reconciliation[0]).toMatchObject({
      sum: 'received',
      units: 10,
      terms: { printed: 0, unused: 9 },
      difference: 1,
    });
  });

  test('is printed with every figure, the names of its people in their own script, page numbers and its digest', async () => {
    const report = await batchReport(reportNeeds(), runBatch());
    const digest = createHash('sha256').update(textOf(report)).digest('hex');
    const bytes = await renderPdf(report, digest);
    const pages = pdfText(bytes);
    const text = pages.join('\n').replaceAll(/\s+/g, ' ');
    for (const words of [
      'Order auftrag-7',
      'verified good 7 + rejected 2 + printed, not seen 1',
      'aggregated 4 + loose 1 + sampled 1 + decommissioned 0 + destroyed 1',
      'grade 2',
      'No cartons of another lot',
      'Müßig',
      'bin-full: 3 packs in the zone',
      'fell from the belt',
      'Discrepancies and their explanation',
      'the pack lay beside the bin, and was destroyed',
      'zpl 10.0.0.7:9100',
      `page 1 of ${pages.length}`,
      digest,
    ]) {
      expect(text).toContain(words);
    }
    expect(text.replaceAll(' ', '')).toContain('王小明');
    expect(Buffer.from(await renderPdf(report, digest)).equals(Buffer.from(bytes))).toBe(true);
  }, 60_000);

  test('writes out the code points of characters that it has no font for', async () => {
    const report = await batchReport(reportNeeds(), runBatch());
    const named = { ...report, site: 'plant ꙮ 𓀀' };
    expect(pdfText(await renderPdf(named, 'x')).join(' ')).toContain('[U+13000]');
  }, 60_000);
});
