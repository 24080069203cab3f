import type { Signature } from '../../store/acts.ts';
import type { BatchReport } from '../batch-report.ts';
import type { Sheet } from './sheet.ts';
import { inWords, percent, whenOf } from './words.ts';

/** Writes everything of a report, part by part. */
export function writeBatch(sheet: Sheet, report: BatchReport, digest: string): void {
  writeHead(sheet, report);
  writeCounts(sheet, report);
  writePeople(sheet, report);
  writeMachine(sheet, report);
  sheet.heading('Digest');
  sheet.sentence(
    `SHA-256 of the report’s data (GET /api/batches/${report.batch}/report, canonical JSON by RFC 8785): ${digest}. Whoever has the data can prove that this is its print.`,
  );
}

function writeHead(sheet: Sheet, report: BatchReport): void {
  const { order, recipe } = report;
  sheet.title(`Batch report${report.provisional ? ' (provisional: the batch is not closed)' : ''}`);
  const approval = approvalOf(report);
  sheet.table(
    [
      { title: 'What', share: 1 },
      { title: '', share: 3 },
    ],
    [
      ['Site, line', `${report.site}, ${report.line}`],
      ['Order', `${order.order} for ${order.owner}, batch ${report.batch} (${report.state})`],
      ['Product', `GTIN ${order.gtin}, lot ${order.lot}, expiry ${order.expiry}`],
      ['Quantity', String(order.quantity)],
      ['Started', whenOf(report.startedAt)],
      ['Closed', whenOf(report.closedAt)],
      ['Recipe', `${recipe.recipe} version ${recipe.version}: ${recipe.name}${approval}`],
    ],
  );
}

function approvalOf({ recipeApproval: approval }: BatchReport): string {
  return approval === undefined ? '' : `, approved by ${approval.name} (${approval.by}) on ${whenOf(approval.at)}`;
}

function writeCounts(sheet: Sheet, report: BatchReport): void {
  const counted = (title: string, of: Readonly<Record<string, number>>) => {
    sheet.heading(title);
    const rows = Object.entries(of).map(([name, units]) => [name, String(units)]);
    const columns = [
      { title: title === 'Units' ? 'State' : 'Reason', share: 3 },
      { title: 'Units', share: 1 },
    ];
    sheet.table(columns, rows);
  };
  counted('Units', report.counts);
  sheet.heading('Reconciliation');
  sheet.sentence(
    'Every number has one fate. What is on the left must be what the terms add up to; the difference must be 0.',
  );
  sheet.table(
    [
      { title: 'Sum', share: 1.2 },
      { title: 'Units', share: 0.6 },
      { title: 'Terms', share: 4 },
      { title: 'Difference', share: 0.8 },
    ],
    report.reconciliation.map(({ sum, units, terms, difference }) => [
      sum,
      String(units),
      inWords(terms),
      String(difference),
    ]),
  );
  writeDiscrepancies(sheet, report);
  counted('Rejects by reason', report.rejects);
  counted('Made of packs by people', report.byHand);
  counted('Samples', report.samples);
  sheet.heading('Containers');
  sheet.table(
    ['Level', 'State', 'Containers', 'Not full or mixed'].map((title) => ({ title, share: 1 })),
    report.containers.map(({ level, state, containers, partial }) => [
      level,
      state,
      String(containers),
      String(partial),
    ]),
  );
}

function writeDiscrepancies(sheet: Sheet, { discrepancies }: BatchReport): void {
  sheet.heading('Discrepancies and their explanation');
  sheet.table(
    [
      { title: 'Raised', share: 1.2 },
      { title: 'What', share: 2.4 },
      { title: 'Explanation', share: 2.6 },
      { title: 'Signed by', share: 1.4 },
    ],
    discrepancies.map(({ raisedAt, code, detail, acknowledgedBy, explanation }) => [
      whenOf(raisedAt),
      `${code}: ${detail}`,
      explanation?.reason ?? (acknowledgedBy === undefined ? 'not yet' : 'acknowledged without a signature'),
      explanation === undefined ? (acknowledgedBy ?? '') : signerOf(explanation),
    ]),
  );
}

const signerOf = ({ name, by, meaning, at, offset }: Signature) =>
  `${name} (${by}) on ${whenOf(at)} (site ${offset}): ${meaning}`;

function writePeople(sheet: Sheet, { acts, interventions }: BatchReport): void {
  sheet.heading('Line clearance and signed acts');
  sheet.table(
    [
      { title: 'When', share: 1.3 },
      { title: 'Act', share: 1.2 },
      { title: 'Done to', share: 1.5 },
      { title: 'Signed by', share: 1.4 },
      { title: 'Meaning and reason', share: 2.2 },
    ],
    acts.map(({ kind, subject, body, signature: { by, name, meaning, reason, at, offset } }) => [
      `${whenOf(at)} (site ${offset})`,
      kind,
      subject,
      `${name} (${by})`,
      [meaning, reason, itemsIn(body)].filter((part) => part !== undefined && part !== '').join('. '),
    ]),
  );
  sheet.heading('Interventions');
  sheet.table(
    [
      { title: 'When', share: 1.3 },
      { title: 'What', share: 1.6 },
      { title: 'Was', share: 1.2 },
      { title: 'Is', share: 1.2 },
      { title: 'Why', share: 1.8 },
      { title: 'Who', share: 1 },
    ],
    interventions.map(({ at, subject, was = '', now, why = '', who }) => [whenOf(at), subject, was, now, why, who]),
  );
}

/** What was confirmed item by item, where an act is a checklist. */
function itemsIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('items' in body) || !Array.isArray(body.items)) return '';
  const items: unknown[] = body.items;
  return items
    .flatMap((one) =>
      typeof one === 'object' && one !== null && 'item' in one
        ? [`${String(one.item)}${'remark' in one ? ` (${String(one.remark)})` : ''}`]
        : [],
    )
    .join('; ');
}

function writeMachine(sheet: Sheet, { alarms, effectiveness, devices }: BatchReport): void {
  sheet.heading('Alarms');
  sheet.table(
    [
      { title: 'Raised', share: 1.3 },
      { title: 'Alarm', share: 3 },
      { title: 'Line stood', share: 0.8 },
      { title: 'Acknowledged', share: 1.8 },
    ],
    alarms.map(({ raisedAt, code, detail, stops, acknowledgedAt, acknowledgedBy = '' }) => [
      whenOf(raisedAt),
      `${code}: ${detail}`,
      stops ? 'yes' : 'no',
      acknowledgedAt === undefined ? 'not yet' : `${whenOf(acknowledgedAt)} ${acknowledgedBy}`,
    ]),
  );
  sheet.heading('Effectiveness');
  if (effectiveness === undefined) sheet.sentence('Not known: it is kept when a batch is closed.');
  else {
    const { oee, plannedTime, executeTime, processed } = effectiveness;
    sheet.sentence(
      `Availability ${percent(oee.availability)}, performance ${percent(oee.performance)}, quality ${percent(oee.quality)}, OEE ${percent(oee.oee)}. In Execute ${seconds(executeTime)} of ${seconds(plannedTime)} planned, ${processed.count} units processed.`,
    );
  }
  sheet.heading('Devices');
  sheet.table(
    ['Device', 'Driver', 'Address'].map((title) => ({ title, share: 1 })),
    devices.map(({ device, driver, address }) => [device, driver, address]),
  );
}

const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;
